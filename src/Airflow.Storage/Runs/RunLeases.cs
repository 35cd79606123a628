using System.Globalization;
using Airflow.Engine.Runs;
using Airflow.Storage.Sql;
using Airflow.Storage.Tasks;

namespace Airflow.Storage.Runs;

/// <summary>Who may decide about which run, in table run_lease, and until when, in table lease_owner.</summary>
internal sealed class RunLeases(ISqlDatabase database)
{
    /// <summary>How many queued runs are looked at for each that is wanted, before DAGs are asked one by one.</summary>
    private const int WindowFactor = 4;

    public Task<IReadOnlyList<LeasedRun>> AcquireAsync(string owner, TimeSpan duration, int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<LeasedRun>>(
            async session =>
            {
                await session.LockAsync(SqlLock.RunLeases);
                var ids = await session.ListAsync(RunLeaseSql.ListAbandoned, row => row.Int(0), ("limit", limit));
                var started = await StartAsync(session, limit - ids.Count, now);
                if (ids.Count > 0)
                {
                    await session.ExecuteAsync(RunLeaseSql.DeleteGoneOwners);
                }

                return await TakeAsync(session, [.. ids, .. started], owner, duration);
            },
            cancellationToken);

    public Task<IReadOnlyList<LeasedRun>> AcquireQueuedAsync(string owner, TimeSpan duration, int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<LeasedRun>>(
            async session =>
            {
                await session.LockAsync(SqlLock.RunLeases);
                return await TakeAsync(session, await StartAsync(session, limit, now), owner, duration);
            },
            cancellationToken);

    public Task<IReadOnlyList<int>> RenewAsync(string owner, TimeSpan duration, CancellationToken cancellationToken) => database.Reserved.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync(RunLeaseSql.Renew, ("duration", Modifier(duration)), ("owner", owner));
            return await session.ListAsync(RunLeaseSql.ListHeld, row => row.Int(0), ("owner", owner));
        },
        cancellationToken);

    public Task<TimeSpan?> FindNextExpiryAsync(string owner, CancellationToken cancellationToken) => database.FirstAsync(
        RunLeaseSql.FindNextExpiry, row => row.TimeOrNull(0) - row.Time(1), cancellationToken, ("owner", owner));

    public Task ReleaseAsync(string owner, IReadOnlyCollection<int>? dagRunIds, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (dagRunIds is null)
            {
                return await session.ExecuteAsync(RunLeaseSql.ReleaseAll, ("owner", owner));
            }

            var released = 0;
            foreach (var id in dagRunIds)
            {
                released += await session.ExecuteAsync(RunLeaseSql.Release, ("dag_run_id", id), ("owner", owner));
            }

            return released;
        },
        cancellationToken);

    public Task<int> ExpireAsync(IReadOnlyCollection<string> owners, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var expired = 0;
            foreach (var owner in owners)
            {
                expired += await session.ExecuteAsync(RunLeaseSql.ReleaseAll, ("owner", owner));
            }

            return expired;
        },
        cancellationToken);

    /// <summary>Makes queued runs running, as far as their DAGs have room.</summary>
    private static async Task<IReadOnlyList<int>> StartAsync(ISqlSession session, int limit, DateTimeOffset now)
    {
        var startable = await ListStartableAsync(session, limit, now);
        var backfilled = await ListBackfilledAsync(session, limit - startable.Count, now);
        startable = [.. startable, .. backfilled];
        if (startable.Count > 0)
        {
            await session.ExecuteAsync(RunLeaseSql.Start, ("now", now), ("numbers", JsonNumbers.Of(startable)));
        }

        return startable;
    }

    /// <summary>The oldest over all DAGs, but of each no more than may run: one that has ten thousand waiting does not hide the others.</summary>
    private static async Task<IReadOnlyList<int>> ListStartableAsync(ISqlSession session, int limit, DateTimeOffset now)
    {
        if (limit <= 0)
        {
            return [];
        }

        var window = limit * WindowFactor;
        var oldest = await session.ListAsync(
            RunLeaseSql.ListOldestQueued, row => (Id: row.Int(0), DagId: row.Text(2), BackfillId: row.IntOrNull(3), Room: row.Int(4)), ("now", now), ("limit", window));
        int[] startable = [.. oldest.GroupBy(run => (run.DagId, run.BackfillId)).SelectMany(dag => dag.Take(Math.Max(0, dag.First().Room))).Select(run => run.Id)];
        if (startable.Length < limit && oldest.Count == window)
        {
            return await ListStartableByDagAsync(session, limit, now);
        }

        var chosen = startable.ToHashSet();
        return [.. oldest.Select(run => run.Id).Where(chosen.Contains).Take(limit)];
    }

    /// <summary>Active backfills have limits of their own, and their runs come after those that nobody asked to catch up.</summary>
    private static async Task<IReadOnlyList<int>> ListBackfilledAsync(ISqlSession session, int limit, DateTimeOffset now)
    {
        var startable = new List<int>();
        if (limit <= 0)
        {
            return startable;
        }

        foreach (var (id, room) in await session.ListAsync(RunLeaseSql.ListBackfills, row => (row.Int(0), row.Int(1))))
        {
            var most = Math.Min(room, limit - startable.Count);
            if (most > 0)
            {
                startable.AddRange(await session.ListAsync(RunLeaseSql.ListQueuedOfBackfill, row => row.Int(0), ("backfill_id", id), ("now", now), ("limit", most)));
            }
        }

        return startable;
    }

    /// <summary>Asks DAG by DAG: a few with very many waiting runs fill all of the window.</summary>
    private static async Task<IReadOnlyList<int>> ListStartableByDagAsync(ISqlSession session, int limit, DateTimeOffset now)
    {
        var startable = new List<(int Id, DateTimeOffset RunAfter)>();
        foreach (var (dagId, room) in await session.ListAsync(RunLeaseSql.ListWaitingDags, row => (row.Text(0), row.Int(1))))
        {
            if (room > 0)
            {
                startable.AddRange(await session.ListAsync(
                    RunLeaseSql.ListQueuedOfDag,
                    row => (row.Int(0), row.Time(1)),
                    ("dag_id", dagId),
                    ("now", now),
                    ("limit", Math.Min(room, limit))));
            }
        }

        return [.. startable.OrderBy(run => run.RunAfter).ThenBy(run => run.Id).Take(limit).Select(run => run.Id)];
    }

    /// <summary>A few statements for all of them, in the order given; one that ended or went away meanwhile is left out.</summary>
    private static async Task<IReadOnlyList<LeasedRun>> TakeAsync(ISqlSession session, IReadOnlyList<int> ids, string owner, TimeSpan duration)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var numbers = JsonNumbers.Of(ids);
        var leases = await session.ListAsync(RunLeaseSql.Take, row => new RunLease(row.Int(0), owner, row.Long(1)), ("owner", owner), ("numbers", numbers));
        await session.ExecuteAsync(RunLeaseSql.SaveOwner, ("owner", owner), ("duration", Modifier(duration)));
        var epochs = leases.ToDictionary(lease => lease.DagRunId);
        var runs = (await session.ListAsync(RunStoreSql.ListByIds, RunRow.Read, ("numbers", numbers))).ToDictionary(run => run.Id);
        var tasks = (await session.ListAsync(TaskInstanceSql.ListForRuns, TaskInstanceRow.Read, ("numbers", numbers))).ToLookup(task => (task.Key.DagId, task.Key.RunId));
        return [.. ids.Where(epochs.ContainsKey).Select(id => new LeasedRun(runs[id], epochs[id], [.. tasks[(runs[id].DagId, runs[id].RunId)]]))];
    }

    // such as "+30.000 seconds"
    private static string Modifier(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:+0.000;-0.000} seconds");
}
