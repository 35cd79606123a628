using Airflow.Engine.Configuration;
using Airflow.Storage;

namespace Airflow.Cli.Commands;

/// <summary>Section [database] as the storage reads it.</summary>
internal static class DatabaseOptions
{
    // sql_alchemy_max_overflow = -1 means no limit; a server has one
    private const int MostConnections = 100;

    public static StorageOptions Of(AirflowConfiguration configuration)
    {
        var options = new StorageOptions { Url = configuration.GetDatabaseUrl() };
        if (options.Url.StartsWith("sqlite", StringComparison.Ordinal))
        {
            return options;
        }

        var overflow = configuration.GetInt("database", "sql_alchemy_max_overflow");
        var recycle = configuration.GetInt("database", "sql_alchemy_pool_recycle");
        var schema = configuration.GetString("database", "sql_alchemy_schema");
        return options with
        {
            IsPooled = configuration.GetBool("database", "sql_alchemy_pool_enabled"),
            PoolSize = configuration.GetInt("database", "sql_alchemy_pool_size") is > 0 and var size ? size : MostConnections,
            MaxOverflow = overflow < 0 ? MostConnections : overflow,
            PoolRecycle = recycle > 0 ? TimeSpan.FromSeconds(recycle) : TimeSpan.Zero,
            Schema = schema.Length > 0 ? schema : null,
        };
    }
}
