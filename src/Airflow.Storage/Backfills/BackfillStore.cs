using System.Text.Json;
using Airflow.Engine.Backfills;
using Airflow.Engine.Runs;
using Airflow.Storage.Runs;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Backfills;

/// <summary>Backfills in table backfill, and which runs are theirs in table backfill_dag_run.</summary>
internal sealed class BackfillStore(ISqlDatabase database) : IBackfillStore
{
    /// <summary>Columns of a backfill in every statement that reads one.</summary>
    public const int Columns = 12;

    /// <summary>Who makes a backfill clears its runs within this time, or is gone.</summary>
    private static readonly TimeSpan MakingTime = TimeSpan.FromMinutes(2);

    public Task<IReadOnlyList<DagRun>> ListRunsOfPartitionsAsync(string dagId, IReadOnlyCollection<string> partitionKeys, CancellationToken cancellationToken) => database.ListAsync(
        BackfillSql.ListRunsOfPartitions,
        RunRow.Read,
        cancellationToken,
        ("dag_id", dagId),
        ("partition_keys", JsonSerializer.Serialize([.. partitionKeys], StorageJson.Default.StringArray)));

    public Task<Backfill?> CreateAsync(Backfill backfill, IReadOnlyList<PlannedRun> runs, CancellationToken cancellationToken) => database.WriteAsync<Backfill?>(
        async session =>
        {
            await session.ExecuteAsync(BackfillSql.LockDag, ("dag_id", backfill.DagId));
            if (await session.FirstAsync(BackfillSql.HasActive, row => row.Flag(0), ("dag_id", backfill.DagId)))
            {
                return null;
            }

            await session.ExecuteAsync(
                BackfillSql.Insert,
                ("dag_id", backfill.DagId),
                ("from_date", backfill.FromDate),
                ("to_date", backfill.ToDate),
                ("dag_run_conf", backfill.DagRunConf ?? "null"),
                ("reprocess_behavior", backfill.ReprocessBehavior.Name()),
                ("max_active_runs", backfill.MaxActiveRuns),
                ("now", backfill.CreatedAt),
                ("triggering_user_name", backfill.TriggeringUserName));
            var id = await session.FirstAsync(BackfillSql.FindNew, row => row.Int(0), ("dag_id", backfill.DagId));
            var made = runs.Where(static run => run is { IsAttempted: true, IsReprocessed: false });
            await session.ExecuteManyAsync(
                BackfillSql.InsertRun, [.. made.Select(run => ((string Name, object? Value)[])[.. RunInsert.ArgumentsOf(run.Run, backfill.CreatedAt), ("backfill_id", id)])]);
            await session.ExecuteManyAsync(BackfillSql.AdoptRun, [.. runs.Where(static run => run.IsReprocessed).Select(run => AdoptionOf(run.Run, id, backfill))]);
            await session.ExecuteManyAsync(BackfillSql.InsertAssociation, [.. runs.Select((run, index) => AssociationOf(run, id, index + 1))]);
            return backfill with { Id = id };
        },
        cancellationToken);

    public Task<ListedBackfill?> FindAsync(int id, CancellationToken cancellationToken) =>
        database.FirstAsync(BackfillSql.Find, ReadListed, cancellationToken, ("id", id));

    public Task<bool> HasActiveAsync(string dagId, CancellationToken cancellationToken) =>
        database.FirstAsync(BackfillSql.HasActive, row => row.Flag(0), cancellationToken, ("dag_id", dagId));

    public async Task<bool> SetPausedAsync(int id, bool isPaused, DateTimeOffset now, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(BackfillSql.SetPaused, cancellationToken, ("is_paused", isPaused), ("now", now), ("id", id)) > 0;

    public Task<IReadOnlyList<int>> ListQueuedRunsAsync(int id, CancellationToken cancellationToken) =>
        database.ListAsync(BackfillSql.ListQueuedRuns, row => row.Int(0), cancellationToken, ("id", id));

    public async Task<IReadOnlyDictionary<RunState, int>> CountRunsAsync(int id, CancellationToken cancellationToken)
    {
        var counts = await database.ListAsync(BackfillSql.CountRuns, row => (State: RunNames.ParseState(row.Text(0)), Number: row.Int(1)), cancellationToken, ("id", id));
        return counts.ToDictionary(static count => count.State, static count => count.Number);
    }

    public async Task<bool> CompleteAsync(int id, DateTimeOffset now, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(BackfillSql.Complete, cancellationToken, ("now", now), ("id", id)) > 0;

    /// <summary>Asked every second, and there is mostly nothing to do: looking costs no turn as the writer.</summary>
    public async Task<int> CompleteEndedAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await database.FirstAsync(BackfillSql.AnyActive, row => row.Flag(0), cancellationToken)
            ? await database.ExecuteAsync(BackfillSql.CompleteEnded, cancellationToken, ("now", now), ("abandoned", now - MakingTime))
            : 0;

    public Task<RunBackfill?> FindOfRunAsync(int dagRunId, CancellationToken cancellationToken) => database.FirstAsync(
        BackfillSql.FindOfRun, row => new RunBackfill(Read(row), row.Int(Columns), row.Int(Columns + 1)), cancellationToken, ("dag_run_id", dagRunId));

    public static ListedBackfill ReadListed(SqlRow row) => new(Read(row), row.TextOrNull(Columns));

    private static Backfill Read(SqlRow row) => new()
    {
        Id = row.Int(0),
        DagId = row.Text(1),
        FromDate = row.Time(2),
        ToDate = row.Time(3),
        DagRunConf = row.TextOrNull(4) is { } conf and not "null" ? conf : null,
        IsPaused = !row.IsNull(5) && row.Flag(5),
        ReprocessBehavior = ReprocessNames.Parse(row.Text(6)),
        MaxActiveRuns = row.Int(7),
        CreatedAt = row.Time(8),
        CompletedAt = row.TimeOrNull(9),
        UpdatedAt = row.Time(10),
        TriggeringUserName = row.TextOrNull(11),
    };

    private static (string Name, object? Value)[] AdoptionOf(DagRun run, int id, Backfill backfill) =>
        [("backfill_id", id), ("conf", backfill.DagRunConf), ("now", backfill.CreatedAt), ("dag_run_id", run.Id)];

    private static (string Name, object? Value)[] AssociationOf(PlannedRun planned, int id, int ordinal) =>
    [
        ("backfill_id", id),
        ("run_id", planned.Run.RunId),
        ("exception_reason", planned.ExceptionReason),
        ("logical_date", planned.Run.LogicalDate),
        ("partition_key", planned.Run.PartitionKey),
        ("sort_ordinal", ordinal),
    ];
}
