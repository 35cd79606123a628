using System.Data.Common;
using Airflow.Engine.Execution;
using Airflow.Storage.Assets;
using Airflow.Storage.Pools;
using Airflow.Storage.Servers;

namespace Airflow.Storage.Execution;

/// <summary>
/// Commits a group of state changes in one transaction. Nearly always all of them apply, so all their statements go to the server
/// together; when there is no room in a pool for all of them, the transaction is undone and those go together for which there is. When something
/// else is wrong with one, they are done one by one, a savepoint before each, so that what is refused leaves the others alone. A commit without
/// an answer is looked up before anything is done again.
/// </summary>
internal sealed class ServerStateGroup(ServerDatabase database, IServerStateLocks locks) : IAsyncDisposable
{
    private const string Savepoint = "SAVEPOINT one";
    private const string RollbackTo = "ROLLBACK TO SAVEPOINT one";

    private DbConnection? _connection;

    public async Task WriteAsync(IReadOnlyList<ServerStateOperation> group)
    {
        var receipt = database.Receipts.NewName();
        var receipts = database.Receipts.Steps(receipt);
        await database.Patience.RunAsync(
            async () =>
            {
                try
                {
                    var connection = _connection ??= await database.OpenAsync(CancellationToken.None);
                    return await database.WatchAsync(connection, () => WriteOnAsync(connection, group, receipts));
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

    private async Task<bool> WriteOnAsync(DbConnection connection, IReadOnlyList<ServerStateOperation> group, IReadOnlyList<ServerStep> receipts)
    {
        var outcome = await TryTogetherAsync(connection, group, receipts);
        if (outcome == GroupOutcome.NoRoom)
        {
            outcome = await TryWithRoomAsync(connection, group, receipts);
        }

        if (outcome != GroupOutcome.Settled)
        {
            await RunEachAsync(connection, group, receipts);
        }

        return true;
    }

    private async Task<GroupOutcome> TryTogetherAsync(DbConnection connection, IReadOnlyList<ServerStateOperation> group, IReadOnlyList<ServerStep> receipts)
    {
        await using var transaction = await database.BeginAsync(connection, CancellationToken.None);
        var session = database.Dialect.SessionOf(connection, CancellationToken.None);
        var plans = group.Select(operation => operation.Plan).ToList();
        List<ServerStep> steps = [.. receipts, .. locks.RowsOf(plans), .. StepsOf(plans)];
        try
        {
            var refused = await session.RunAsync([.. steps, .. PoolsOf(plans)]);
            if (refused == receipts.Count - 1)
            {
                // an attempt whose answer was lost was committed, and what it came to still stands here
                return GroupOutcome.Settled;
            }

            if (refused >= 0)
            {
                return refused < steps.Count ? GroupOutcome.Refused : GroupOutcome.NoRoom;
            }
        }
        catch (ServerException exception) when (exception.Failure is not (ServerFailure.Connection or ServerFailure.Conflict))
        {
            // one by one it shows whose error it is
            return GroupOutcome.Refused;
        }

        await FinishAsync(session, transaction, group);
        return GroupOutcome.Settled;
    }

    /// <summary>The pools are locked before they are shared out, so what is granted here has its slots.</summary>
    private async Task<GroupOutcome> TryWithRoomAsync(DbConnection connection, IReadOnlyList<ServerStateOperation> group, IReadOnlyList<ServerStep> receipts)
    {
        await using var transaction = await database.BeginAsync(connection, CancellationToken.None);
        var session = database.Dialect.SessionOf(connection, CancellationToken.None);
        var plans = group.Select(operation => operation.Plan).ToList();
        if (await session.RunAsync(receipts) >= 0)
        {
            return GroupOutcome.Settled;
        }

        await session.RunAsync([.. locks.RowsOf(plans), .. locks.PoolsOf(plans)]);
        var granted = new PoolGrants(await PoolStore.ListOccupancyAsync(session)).Of(group);
        if (granted.Count == 0)
        {
            return GroupOutcome.Settled;
        }

        var plansWithRoom = granted.Select(operation => operation.Plan).ToList();
        try
        {
            if (await session.RunAsync([.. StepsOf(plansWithRoom), .. PoolsOf(plansWithRoom)]) >= 0)
            {
                return GroupOutcome.Refused;
            }
        }
        catch (ServerException exception) when (exception.Failure is not (ServerFailure.Connection or ServerFailure.Conflict))
        {
            return GroupOutcome.Refused;
        }

        await FinishAsync(session, transaction, granted);
        return GroupOutcome.Settled;
    }

    private async Task FinishAsync(ServerSession session, DbTransaction transaction, IReadOnlyList<ServerStateOperation> applied)
    {
        foreach (var operation in applied)
        {
            operation.Failure = null;
            operation.Result = StateResult.Applied;
            foreach (var end in operation.Plan.EndsWithEvents)
            {
                await ServerAssetUpdates.RunAsync(session, end);
            }
        }

        await database.CommitAsync(transaction, CancellationToken.None);
    }

    private async Task RunEachAsync(DbConnection connection, IReadOnlyList<ServerStateOperation> group, IReadOnlyList<ServerStep> receipts)
    {
        await using var transaction = await database.BeginAsync(connection, CancellationToken.None);
        var session = database.Dialect.SessionOf(connection, CancellationToken.None);
        var plans = group.Select(operation => operation.Plan).ToList();
        if (await session.RunAsync(receipts) >= 0)
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

    private static IEnumerable<ServerStep> StepsOf(IEnumerable<StatePlan> plans) => plans.SelectMany(plan => plan.Steps).Select(step => step.Statement);

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
