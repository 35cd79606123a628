using Airflow.Engine.Results;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Results;

/// <summary>Results in Celery's own tables, for [celery] result_backend = db+postgresql://… and the like.</summary>
public sealed class DatabaseResultBackend : IResultBackend
{
    private readonly PlainDatabase _database;

    private DatabaseResultBackend(PlainDatabase database) => _database = database;

    /// <summary>Nothing is connected before the first result, and tables are made then.</summary>
    /// <param name="options">The URL without db+.</param>
    public static DatabaseResultBackend Open(StorageOptions options) => new(PlainDatabases.Open(options, ResultTables.Scripts));

    public Task StoreAsync(IReadOnlyList<MessageResult> results, CancellationToken cancellationToken) => _database.WriteAsync(
        async session =>
        {
            // in the order of their keys: workers that write at once do not wait for each other in a circle
            foreach (var result in results.OrderBy(result => result.TaskId, StringComparer.Ordinal))
            {
                await session.ExecuteAsync(
                    ResultSql.Save,
                    ("task_id", result.TaskId),
                    ("status", result.Status),
                    ("result", Pickle.Of(result)),
                    ("date_done", result.DoneAt),
                    ("traceback", result.Traceback));
            }

            return true;
        },
        cancellationToken);

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
