using Airflow.Engine.Execution;
using Airflow.Storage.Sqlite;

namespace Airflow.Storage.Execution;

/// <summary>State changes on SQLite: each is an operation of the one writer, which groups their commits.</summary>
internal sealed class SqliteStateWriter(SqliteDatabase database, TimeProvider time) : IStateWriter
{
    public async Task<StateResult> WriteAsync(StateChange change, CancellationToken cancellationToken)
    {
        if (change.IsEmpty && change.Fences.Count == 0)
        {
            return StateResult.Applied;
        }

        var operation = new SqliteStateOperation(change, time.GetUtcNow(), cancellationToken);
        await database.EnqueueAsync(operation, cancellationToken);
        return await operation.Result;
    }
}
