using System.Data.Common;
using Airflow.Engine.Execution;
using Airflow.Storage.Assets;
using Airflow.Storage.Servers;

namespace Airflow.Storage.Execution;

/// <summary>
/// Commits a group of state changes in one transaction. Nearly always all of them apply, so all their statements go to the server
/// together; when one does not, the transaction is undone and they are done one by one, a savepoint before each, so that what is refused
/// leaves the others alone. A commit without an answer is looked up before anything is done again.
/// </summary>
internal sealed class ServerStateGroup(ServerDatabase database, IServerStateLocks locks) : IAsyncDisposable
{
    private const string Savepoint = "SAVEPOINT one";
    private const string RollbackTo = "ROLLBACK TO SAVEPOINT one";

    private DbConnection? _connection;

    public async Task WriteAsync(IReadOnlyList<ServerStateOperation> group)
    {
        var receipt = database.Receipts.NewName();
        await database.Patience.RunAsync(
            async () =>
            {
                try
                {
                    var connection = _connection ??= await database.OpenAsync(CancellationToken.None);
                    return await ServerDatabase.WatchAsync(connection, () => WriteOnAsync(connection, group, receipt));
                }
                catch (ServerException exception) when (exception.Failure == ServerFailure.Connection)
                {
                    await ForgetConnectionAsync();
                    throw;
                }
            },
            CancellationToken.None);
        database.Receipts.Answered(receipt);
    }

    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<bool> WriteOnAsync(DbConnection connection, IReadOnlyList<ServerStateOperation> group, Guid receipt)
    {
        if (!await TryTogetherAsync(connection, group, receipt))
        {
            await RunEachAsync(connection, group, receipt);
        }

        return true;
    }

    /// <summary>False when not all of them apply, whatever the reason is.</summary>
    private async Task<bool> TryTogetherAsync(DbConnection connection, IReadOnlyList<ServerStateOperation> group, Guid receipt)
    {
        await using var transaction = await database.BeginAsync(connection, CancellationToken.None);
        var session = database.Dialect.SessionOf(connection, CancellationToken.None);
        var plans = group.Select(operation => operation.Plan).ToList();
        var receipts = database.Receipts.Steps(receipt);
        try
        {
            var refused = await session.RunAsync([.. receipts, .. locks.RowsOf(plans), .. plans.SelectMany(plan => plan.Steps).Select(step => step.Statement), .. PoolsOf(plans)]);
            if (refused == receipts.Count - 1)
            {
                // an attempt whose answer was lost was committed, and what it came to still stands here
                return true;
            }

            if (refused >= 0)
            {
                return false;
            }
        }
        catch (ServerException exception) when (exception.Failure is not (ServerFailure.Connection or ServerFailure.Conflict))
        {
            // one by one it shows whose error it is
            return false;
        }

        foreach (var operation in group)
        {
            operation.Failure = null;
            operation.Result = StateResult.Applied;
            foreach (var end in operation.Plan.EndsWithEvents)
            {
                await ServerAssetUpdates.RunAsync(session, end);
            }
        }

        await database.CommitAsync(transaction, CancellationToken.None);
        return true;
    }

    private async Task RunEachAsync(DbConnection connection, IReadOnlyList<ServerStateOperation> group, Guid receipt)
    {
        await using var transaction = await database.BeginAsync(connection, CancellationToken.None);
        var session = database.Dialect.SessionOf(connection, CancellationToken.None);
        var plans = group.Select(operation => operation.Plan).ToList();
        if (await session.RunAsync(database.Receipts.Steps(receipt)) >= 0)
        {
            return;
        }

        await session.RunAsync([.. locks.RowsOf(plans), .. locks.PoolsOf(plans)]);
        foreach (var operation in group)
        {
            await ApplyOneAsync(session, operation);
        }

        await database.CommitAsync(transaction, CancellationToken.None);
    }

    private static IEnumerable<ServerStep> PoolsOf(IEnumerable<StatePlan> plans) => plans
        .SelectMany(plan => plan.Pools)
        .GroupBy(pool => pool.Pool, StringComparer.Ordinal)
        .OrderBy(pool => pool.Key, StringComparer.Ordinal)
        .Select(pool => StatePlan.PoolStep(pool.Key, pool.Sum(delta => delta.Executing), pool.Sum(delta => delta.Deferred)).Statement);

    private static async Task ApplyOneAsync(ServerSession session, ServerStateOperation operation)
    {
        operation.Failure = null;
        operation.Result = default;
        var steps = operation.Plan.Steps.Concat(operation.Plan.Pools.Select(pool => StatePlan.PoolStep(pool.Pool, pool.Executing, pool.Deferred))).ToList();
        await session.RunScriptAsync(Savepoint);
        try
        {
            var refused = await session.RunAsync([.. steps.Select(step => step.Statement)]);
            if (refused < 0)
            {
                foreach (var end in operation.Plan.EndsWithEvents)
                {
                    await ServerAssetUpdates.RunAsync(session, end);
                }

                return;
            }

            operation.Result = steps[refused].Otherwise;
        }
        catch (ServerException exception) when (exception.Failure == ServerFailure.MissingReference && steps[exception.StatementIndex].MayMissReference)
        {
            operation.Result = steps[exception.StatementIndex].Otherwise;
        }
        catch (ServerException exception) when (exception.Failure is not (ServerFailure.Connection or ServerFailure.Conflict))
        {
            operation.Failure = exception;
        }

        await session.RunScriptAsync(RollbackTo);
    }

    private async Task ForgetConnectionAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
