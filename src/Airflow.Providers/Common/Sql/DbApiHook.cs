using System.Data.Common;

namespace Airflow.Providers.Common.Sql;

/// <summary>Opens databases by the id of an Airflow connection, for operators and for C# functions: <c>await using var db = await DbApiHook.OpenAsync(context, "my_db");</c></summary>
public static class DbApiHook
{
    private static readonly ISqlEngine[] Known = [new SqliteEngine(), new PostgresEngine(), new MySqlEngine()];

    /// <summary>Opens the database of a connection.</summary>
    /// <param name="context">The try; its host knows the connections.</param>
    /// <param name="connectionId">Id of the connection.</param>
    /// <param name="database">Database to use instead of the connection's own; <see langword="null"/> keeps that.</param>
    /// <returns>The open connection; dispose it.</returns>
    /// <exception cref="KeyNotFoundException">There is no connection of that id.</exception>
    /// <exception cref="NotSupportedException">No engine serves its type.</exception>
    public static async Task<DbConnection> OpenAsync(TaskContext context, string connectionId, string? database = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var connection = await context.Connections.GetAsync(connectionId);
        var opened = EngineOf(connection, context.Services).Create(connection, database);
        try
        {
            await opened.OpenAsync(context.CancellationToken);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    private static ISqlEngine EngineOf(Connection connection, IServiceProvider services)
    {
        var added = services.GetService(typeof(IEnumerable<ISqlEngine>)) as IEnumerable<ISqlEngine> ?? [];
        var engines = added.Concat(Known).ToList();
        return engines.Find(engine => engine.ConnTypes.Contains(connection.ConnType, StringComparer.OrdinalIgnoreCase))
            ?? throw new NotSupportedException(
                $"Connection '{connection.ConnId}' is of type '{connection.ConnType}', for which there is no database engine here; there are: {string.Join(", ", engines.SelectMany(engine => engine.ConnTypes).Distinct())}.");
    }
}
