using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Airflow.Providers.Common.Sql;

/// <summary>SQLite files: the host (or else the schema) of the connection is the path.</summary>
public sealed class SqliteEngine : ISqlEngine
{
    static SqliteEngine() => SQLitePCL.Batteries_V2.Init();

    /// <inheritdoc/>
    public IReadOnlyList<string> ConnTypes => ["sqlite"];

    /// <inheritdoc/>
    public DbConnection Create(Connection connection, string? database)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var builder = new SqliteConnectionStringBuilder { DataSource = database ?? Path(connection), Pooling = false };
        if (connection.GetExtra<int?>("timeout") is { } seconds)
        {
            builder.DefaultTimeout = seconds;
        }

        return new SqliteConnection(builder.ConnectionString);
    }

    private static string Path(Connection connection) => (connection.Host, connection.Schema) switch
    {
        ({ Length: > 0 } host, _) => host,
        (_, { Length: > 0 } schema) => schema,
        _ => ":memory:",
    };
}
