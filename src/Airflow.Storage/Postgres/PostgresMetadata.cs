using Airflow.Storage.Migrations;
using Airflow.Storage.Servers;

namespace Airflow.Storage.Postgres;

/// <summary>A PostgreSQL database as a whole, in its words.</summary>
internal static class PostgresMetadata
{
    private const string Time = """
        SELECT clock_timestamp()
        """;

    // a standby takes reads, and refuses this
    private const string TakeNumber = """
        SELECT txid_current()
        """;

    public static ServerMetadataWords Words { get; } = new()
    {
        Migrations = EmbeddedMigrations.Postgres,
        Archives = PostgresArchives.Words,
        Time = Time,
        Check = TakeNumber,
    };
}
