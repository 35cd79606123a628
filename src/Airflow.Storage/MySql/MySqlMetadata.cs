using Airflow.Storage.Migrations;
using Airflow.Storage.Servers;

namespace Airflow.Storage.MySql;

/// <summary>A MySQL or MariaDB database as a whole, in their words.</summary>
internal static class MySqlMetadata
{
    private const string Time = """
        SELECT UTC_TIMESTAMP(6)
        """;

    private const string Check = """
        SELECT 1
        """;

    public static ServerMetadataWords Words { get; } = new()
    {
        Migrations = EmbeddedMigrations.MySql,
        Archives = MySqlArchives.Words,
        Time = Time,
        Check = Check,
    };
}
