using System.Text.Json;
using Airflow.Engine.Dags;
using Airflow.Engine.Notes;
using Airflow.Engine.Runs;
using Airflow.Storage.Notes;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Runs;

/// <summary>Runs in table dag_run.</summary>
internal sealed class RunStore(ISqlDatabase database, TimeProvider time) : IRunStore
{
    private static readonly RunState[] AllStates = Enum.GetValues<RunState>();

    private readonly RunLeases _leases = new(database);

    public Task<RunCreation> CreateAsync(DagRun run, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await InsertAsync(session, run))
            {
                return RunCreation.Created;
            }

            var exists = await session.FirstAsync(RunStoreSql.DagExists, row => row.Flag(0), ("dag_id", run.DagId));
            return exists ? RunCreation.AlreadyExists : RunCreation.NoSuchDag;
        },
        cancellationToken);

    /// <summary>When the run is there already, the DAG moves on all the same: else its next run would be tried for ever.</summary>
    public async Task<IReadOnlyList<bool>> CreateScheduledAsync(IReadOnlyList<ScheduledTick> ticks, CancellationToken cancellationToken)
    {
        // always in the same order: else two schedulers with the same DAGs could wait for each other
        int[] order = [.. Enumerable.Range(0, ticks.Count).OrderBy(index => ticks[index].Run.DagId, StringComparer.Ordinal)];
        var made = await database.WriteAsync(session => CreateInOrderAsync(session, [.. order.Select(index => ticks[index])]), cancellationToken);
        var answers = new bool[ticks.Count];
        for (var place = 0; place < order.Length; place++)
        {
            answers[order[place]] = made[place];
        }

        return answers;
    }

    public Task<DagRun?> FindAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        database.FirstAsync(RunStoreSql.Find, RunRow.Read, cancellationToken, ("dag_id", dagId), ("run_id", runId));

    public async Task<IReadOnlyDictionary<Guid, DagRun>> ListOfTriesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync(
            RunStoreSql.ListOfTries,
            static row => (Try: row.Guid(26), Run: RunRow.Read(row)),
            cancellationToken,
            ("ids", JsonSerializer.Serialize([.. ids.Select(static id => id.ToString())], StorageJson.Default.StringArray)));
        return rows.ToDictionary(static row => row.Try, static row => row.Run);
    }

    public Task<DagRun?> FindByLogicalDateAsync(string dagId, DateTimeOffset logicalDate, CancellationToken cancellationToken) =>
        database.FirstAsync(RunStoreSql.FindByLogicalDate, RunRow.Read, cancellationToken, ("dag_id", dagId), ("logical_date", logicalDate));

    public Task<IReadOnlyList<DagRun>> ListAsync(RunFilter filter, CancellationToken cancellationToken)
    {
        var states = filter.States ?? AllStates;
        var sql = (filter.DagId, filter.NewestFirst) switch
        {
            (null, true) => RunStoreSql.ListNewest,
            (null, false) => RunStoreSql.ListOldest,
            (_, true) => RunStoreSql.ListNewestOfDag,
            (_, false) => RunStoreSql.ListOldestOfDag,
        };
        return database.ListAsync(
            sql,
            RunRow.Read,
            cancellationToken,
            ("dag_id", filter.DagId),
            ("run_id", filter.RunId),
            ("queued", NameIfIn(RunState.Queued)),
            ("running", NameIfIn(RunState.Running)),
            ("success", NameIfIn(RunState.Success)),
            ("failed", NameIfIn(RunState.Failed)),
            ("logical_date", filter.LogicalDate),
            ("logical_date_from", filter.LogicalDateFrom),
            ("logical_date_to", filter.LogicalDateTo),
            ("run_type", filter.RunType?.Name()),
            ("limit", filter.Limit ?? long.MaxValue));

        string? NameIfIn(RunState state) => states.Contains(state) ? state.Name() : null;
    }

    public Task<DagRun?> FindLastAutomatedAsync(string dagId, CancellationToken cancellationToken) =>
        database.FirstAsync(RunStoreSql.FindLastAutomated, RunRow.Read, cancellationToken, ("dag_id", dagId));

    public Task<IReadOnlyList<DagRun>> ListLastAutomatedAsync(IReadOnlyCollection<string> dagIds, CancellationToken cancellationToken) => database.ListAsync(
        RunStoreSql.ListLastAutomated, RunRow.Read, cancellationToken, ("dag_ids", JsonSerializer.Serialize([.. dagIds], StorageJson.Default.StringArray)));

    public Task<DagRun?> FindPreviousAsync(string dagId, DateTimeOffset logicalDate, bool includeManual, CancellationToken cancellationToken) =>
        database.FirstAsync(
            RunStoreSql.FindPrevious, RunRow.Read, cancellationToken, ("dag_id", dagId), ("logical_date", logicalDate), ("include_manual", includeManual));

    public Task<IReadOnlyList<RunState>> ListLastStatesAsync(string dagId, int limit, CancellationToken cancellationToken) =>
        database.ListAsync(RunStoreSql.ListLastStates, row => RunNames.ParseState(row.Text(0)), cancellationToken, ("dag_id", dagId), ("limit", limit));

    public Task<IReadOnlyList<LeasedRun>> AcquireAsync(string owner, TimeSpan duration, int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        _leases.AcquireAsync(owner, duration, limit, now, cancellationToken);

    public Task<IReadOnlyList<LeasedRun>> AcquireQueuedAsync(string owner, TimeSpan duration, int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        _leases.AcquireQueuedAsync(owner, duration, limit, now, cancellationToken);

    public Task<IReadOnlyList<int>> RenewAsync(string owner, TimeSpan duration, CancellationToken cancellationToken) =>
        _leases.RenewAsync(owner, duration, cancellationToken);

    public Task<TimeSpan?> FindNextExpiryAsync(string owner, CancellationToken cancellationToken) => _leases.FindNextExpiryAsync(owner, cancellationToken);

    public Task ReleaseAsync(string owner, IReadOnlyCollection<int>? dagRunIds, CancellationToken cancellationToken) =>
        _leases.ReleaseAsync(owner, dagRunIds, cancellationToken);

    public Task<int> ExpireAsync(IReadOnlyCollection<string> owners, CancellationToken cancellationToken) => _leases.ExpireAsync(owners, cancellationToken);

    public async Task<IReadOnlyDictionary<RunState, int>> CountAsync(string dagId, CancellationToken cancellationToken)
    {
        var counts = await database.ListAsync(RunStoreSql.Count, row => (RunNames.ParseState(row.Text(0)), row.Int(1)), cancellationToken, ("dag_id", dagId));
        return counts.ToDictionary(count => count.Item1, count => count.Item2);
    }

    public async Task<IReadOnlyDictionary<RunState, int>> CountLimitedAsync(string dagId, CancellationToken cancellationToken)
    {
        var counts = await database.ListAsync(RunStoreSql.CountLimited, row => (RunNames.ParseState(row.Text(0)), row.Int(1)), cancellationToken, ("dag_id", dagId));
        return counts.ToDictionary(count => count.Item1, count => count.Item2);
    }

    public Task<Note?> FindNoteAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        database.FirstAsync(RunStoreSql.FindNote, NoteRow.Read, cancellationToken, ("dag_id", dagId), ("run_id", runId));

    public Task<bool> SetNoteAsync(string dagId, string runId, string? note, string? user, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (note is null)
            {
                await session.ExecuteAsync(RunStoreSql.DeleteNote, ("dag_id", dagId), ("run_id", runId));
                return await session.FirstAsync(RunStoreSql.Exists, row => row.Flag(0), ("dag_id", dagId), ("run_id", runId));
            }

            return await session.ExecuteAsync(
                RunStoreSql.SaveNote, ("user", user), ("note", note), ("now", time.GetUtcNow()), ("dag_id", dagId), ("run_id", runId)) > 0;
        },
        cancellationToken);

    public Task<bool> DeleteAsync(string dagId, string runId, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync(RunStoreSql.LockPools, ("dag_id", dagId), ("run_id", runId));
            await session.ExecuteAsync(RunStoreSql.FreeSlots, ("dag_id", dagId), ("run_id", runId));
            return await session.ExecuteAsync(RunStoreSql.Delete, ("dag_id", dagId), ("run_id", runId)) > 0;
        },
        cancellationToken);

    public Task<int> ClearPartitionsAsync(string dagId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync(
            RunStoreSql.ClearPartitions, ("now", time.GetUtcNow()), ("dag_id", dagId), ("run_ids", JsonSerializer.Serialize([.. runIds], StorageJson.Default.StringArray))),
        cancellationToken);

    private async Task<bool[]> CreateInOrderAsync(ISqlSession session, ScheduledTick[] ticks)
    {
        var moved = await session.ExecuteManyAsync(RunStoreSql.MoveNextDagRun, [.. ticks.Select(MoveOf)]);
        int[] current = [.. Enumerable.Range(0, ticks.Length).Where(index => moved[index] > 0)];
        var now = time.GetUtcNow();
        var inserted = await session.ExecuteManyAsync(RunStoreSql.Insert, [.. current.Select(index => RunInsert.ArgumentsOf(ticks[index].Run, now))]);
        var made = new bool[ticks.Length];
        for (var place = 0; place < current.Length; place++)
        {
            made[current[place]] = inserted[place] > 0;
        }

        return made;
    }

    private static (string Name, object? Value)[] MoveOf(ScheduledTick tick) =>
    [
        ("next_dagrun", tick.Next.LogicalDate),
        ("next_dagrun_data_interval_start", tick.Next.DataIntervalStart),
        ("next_dagrun_data_interval_end", tick.Next.DataIntervalEnd),
        ("next_dagrun_create_after", tick.Next.CreateAfter),
        ("dag_id", tick.Run.DagId),
        ("expected", tick.ExpectedCreateAfter),
    ];

    private Task<bool> InsertAsync(ISqlSession session, DagRun run) => RunInsert.RunAsync(session, run, time.GetUtcNow());
}
