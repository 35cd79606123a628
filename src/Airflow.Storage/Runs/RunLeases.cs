using System.Globalization;
using Airflow.Engine.Runs;
using Airflow.Storage.Sql;
using Airflow.Storage.Tasks;

namespace Airflow.Storage.Runs;

/// <summary>Who may decide about which run, in table run_lease.</summary>
internal sealed class RunLeases(ISqlDatabase database)
{
    /// <summary>How many queued runs are looked at for each that is wanted, before DAGs are asked one by one.</summary>
    private const int WindowFactor = 4;

    public Task<IReadOnlyList<LeasedRun>> AcquireAsync(string owner, TimeSpan duration, int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<LeasedRun>>(
            async session =>
            {
                await session.LockAsync(SqlLock.RunLeases);
                var leased = new List<LeasedRun>();
                foreach (var id in await session.ListAsync(RunLeaseSql.ListAbandoned, row => row.Int(0), ("limit", limit)))
                {
                    leased.Add(await TakeAsync(session, id, owner, duration));
                }

                foreach (var id in await ListStartableAsync(session, limit - leased.Count, now))
                {
                    await session.ExecuteAsync(RunLeaseSql.Start, ("now", now), ("id", id));
                    leased.Add(await TakeAsync(session, id, owner, duration));
                }

                return leased;
            },
            cancellationToken);

    public Task<IReadOnlyList<int>> RenewAsync(string owner, TimeSpan duration, CancellationToken cancellationToken) => database.Reserved.WriteAsync(
        session => session.ListAsync(RunLeaseSql.Renew, row => row.Int(0), ("duration", Modifier(duration)), ("owner", owner)), cancellationToken);

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

    /// <summary>The oldest over all DAGs, but of each no more than may run: one that has ten thousand waiting does not hide the others.</summary>
    private static async Task<IReadOnlyList<int>> ListStartableAsync(ISqlSession session, int limit, DateTimeOffset now)
    {
        if (limit <= 0)
        {
            return [];
        }

        var window = limit * WindowFactor;
        var oldest = await session.ListAsync(
            RunLeaseSql.ListOldestQueued, row => (Id: row.Int(0), DagId: row.Text(2), Room: row.Int(3)), ("now", now), ("limit", window));
        int[] startable = [.. oldest.GroupBy(run => run.DagId, StringComparer.Ordinal).SelectMany(dag => dag.Take(Math.Max(0, dag.First().Room))).Select(run => run.Id)];
        if (startable.Length < limit && oldest.Count == window)
        {
            return await ListStartableByDagAsync(session, limit, now);
        }

        var chosen = startable.ToHashSet();
        return [.. oldest.Select(run => run.Id).Where(chosen.Contains).Take(limit)];
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

    private static async Task<LeasedRun> TakeAsync(ISqlSession session, int id, string owner, TimeSpan duration)
    {
        var epoch = await session.FirstAsync(
            RunLeaseSql.Take, row => row.Long(0), ("dag_run_id", id), ("owner", owner), ("duration", Modifier(duration)));
        var run = await session.FirstAsync(RunStoreSql.FindById, RunRow.Read, ("id", id))
            ?? throw new InvalidOperationException($"Run {id} went away inside a transaction.");
        var tasks = await session.ListAsync(TaskInstanceSql.ListForRun, TaskInstanceRow.Read, ("dag_id", run.DagId), ("run_id", run.RunId));
        return new LeasedRun(run, new RunLease(id, owner, epoch), tasks);
    }

    // such as "+30.000 seconds"
    private static string Modifier(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:+0.000;-0.000} seconds");
}
