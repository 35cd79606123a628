using Airflow.Storage.Cleaning;
using Airflow.Storage.Migrations;

namespace Airflow.Storage.Servers;

/// <summary>What a kind of server needs of its own for the database as a whole.</summary>
internal sealed record ServerMetadataWords
{
    public required MigrationSet Migrations { get; init; }

    public required ArchiveWords Archives { get; init; }

    /// <summary>Asks for the server's time.</summary>
    public required string Time { get; init; }

    /// <summary>Asks for something that only a server which takes writes has, where there is such a thing.</summary>
    public required string Check { get; init; }
}
