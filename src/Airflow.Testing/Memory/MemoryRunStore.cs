using Airflow.Engine.Notes;
using Airflow.Engine.Runs;

namespace Airflow.Testing.Memory;

/// <summary>Runs and leases in memory.</summary>
internal sealed class MemoryRunStore(MemoryDatabase database) : IRunStore
{
    public Task<RunCreation> CreateAsync(DagRun run, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult(Create(run));
        }
    }

    public Task<IReadOnlyList<bool>> CreateScheduledAsync(IReadOnlyList<ScheduledTick> ticks, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<bool>>([.. ticks.Select(CreateScheduled)]);
        }
    }

    public Task<DagRun?> FindAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        FirstAsync(run => run.DagId == dagId && run.RunId == runId);

    public Task<IReadOnlyDictionary<Guid, DagRun>> ListOfTriesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var runs = database.Runs.Values.ToDictionary(run => (run.DagId, run.RunId));
            return Task.FromResult<IReadOnlyDictionary<Guid, DagRun>>(database.Tasks.Values
                .Where(task => ids.Contains(task.Id))
                .ToDictionary(task => task.Id, task => runs[(task.Key.DagId, task.Key.RunId)]));
        }
    }

    public Task<DagRun?> FindByLogicalDateAsync(string dagId, DateTimeOffset logicalDate, CancellationToken cancellationToken) =>
        FirstAsync(run => run.DagId == dagId && run.LogicalDate == logicalDate);

    public Task<IReadOnlyList<DagRun>> ListAsync(RunFilter filter, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var matching = database.Runs.Values.Where(run => Matches(run, filter));
            var ordered = filter.NewestFirst
                ? matching.OrderByDescending(run => run.RunAfter).ThenByDescending(run => run.Id)
                : matching.OrderBy(run => run.RunAfter).ThenBy(run => run.Id);
            return Task.FromResult<IReadOnlyList<DagRun>>([.. ordered.Take(filter.Limit ?? int.MaxValue)]);
        }
    }

    public Task<DagRun?> FindLastAutomatedAsync(string dagId, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult(database.Runs.Values
                .Where(run => run.DagId == dagId && run.RunType is RunType.Scheduled or RunType.Backfill)
                .MaxBy(run => run.LogicalDate));
        }
    }

    public async Task<IReadOnlyList<DagRun>> ListLastAutomatedAsync(IReadOnlyCollection<string> dagIds, CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(dagIds.Select(dagId => FindLastAutomatedAsync(dagId, cancellationToken)))).OfType<DagRun>()];

    public Task<DagRun?> FindPreviousAsync(string dagId, DateTimeOffset logicalDate, bool includeManual, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult(database.Runs.Values
                .Where(run => run.DagId == dagId && run.LogicalDate < logicalDate && (includeManual || run.RunType != RunType.Manual))
                .MaxBy(run => run.LogicalDate));
        }
    }

    public Task<IReadOnlyList<RunState>> ListLastStatesAsync(string dagId, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<RunState>>([.. database.Runs.Values
                .Where(run => run.DagId == dagId)
                .OrderByDescending(run => run.LogicalDate).ThenByDescending(run => run.Id)
                .Take(limit).Select(run => run.State)]);
        }
    }

    public Task<IReadOnlyList<LeasedRun>> AcquireAsync(string owner, TimeSpan duration, int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        TakeAsync(IsTakeable, owner, duration, limit, now);

    public Task<IReadOnlyList<LeasedRun>> AcquireQueuedAsync(string owner, TimeSpan duration, int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        TakeAsync(run => run.State == RunState.Queued && IsTakeable(run), owner, duration, limit, now);

    public Task<IReadOnlyList<int>> RenewAsync(string owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var held = database.Leases.Where(lease => lease.Value.Owner == owner).Select(lease => lease.Key).ToList();
            foreach (var id in held)
            {
                database.Leases[id] = database.Leases[id] with { Expires = database.Clock.GetUtcNow() + duration };
            }

            return Task.FromResult<IReadOnlyList<int>>(held);
        }
    }

    public Task<TimeSpan?> FindNextExpiryAsync(string owner, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var now = database.Clock.GetUtcNow();
            var ends = database.Leases.Values.Where(lease => lease.Owner.Length > 0 && lease.Owner != owner && lease.Expires > now).Select(lease => (DateTimeOffset?)lease.Expires);
            return Task.FromResult(ends.Min() - now);
        }
    }

    public Task ReleaseAsync(string owner, IReadOnlyCollection<int>? dagRunIds, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            foreach (var (id, lease) in database.Leases.Where(pair => pair.Value.Owner == owner && dagRunIds?.Contains(pair.Key) != false).ToList())
            {
                database.Leases[id] = lease with { Owner = "", Expires = DateTimeOffset.MinValue };
            }
        }

        return Task.CompletedTask;
    }

    public Task<int> ExpireAsync(IReadOnlyCollection<string> owners, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var dead = database.Leases.Where(lease => owners.Contains(lease.Value.Owner)).ToList();
            foreach (var (id, lease) in dead)
            {
                database.Leases[id] = lease with { Owner = "", Expires = DateTimeOffset.MinValue };
            }

            return Task.FromResult(dead.Count);
        }
    }

    public Task<IReadOnlyDictionary<RunState, int>> CountAsync(string dagId, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            IReadOnlyDictionary<RunState, int> counts = database.Runs.Values.Where(run => run.DagId == dagId)
                .GroupBy(run => run.State).ToDictionary(group => group.Key, group => group.Count());
            return Task.FromResult(counts);
        }
    }

    /// <summary>No run of a database in memory is one of a backfill.</summary>
    public Task<IReadOnlyDictionary<RunState, int>> CountLimitedAsync(string dagId, CancellationToken cancellationToken) => CountAsync(dagId, cancellationToken);

    public Task<Note?> FindNoteAsync(string dagId, string runId, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult(database.Notes.GetValueOrDefault((dagId, runId, "", -1)));
        }
    }

    public Task<bool> SetNoteAsync(string dagId, string runId, string? note, string? user, CancellationToken cancellationToken) =>
        Task.FromResult(Change(dagId, runId, run =>
        {
            database.Runs[run.Id] = run with { Note = note };
            database.SetNote((dagId, runId, "", -1), note, user);
        }));

    public Task<int> ClearPartitionsAsync(string dagId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken)
    {
        var runs = database.Runs.Values.Where(run => run.DagId == dagId && runIds.Contains(run.RunId) && (run.PartitionKey ?? (object?)run.PartitionDate) is not null).ToList();
        runs.ForEach(run => database.Runs[run.Id] = run with { PartitionKey = null, PartitionDate = null });
        return Task.FromResult(runs.Count);
    }

    public Task<bool> DeleteAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        Task.FromResult(Change(dagId, runId, run =>
        {
            database.Runs.Remove(run.Id);
            database.Leases.Remove(run.Id);
            foreach (var task in database.Tasks.Values.Where(task => task.Key.DagId == dagId && task.Key.RunId == runId).ToList())
            {
                database.Tasks.Remove(task.Id);
            }
        }));

    private static bool Matches(DagRun run, RunFilter filter) =>
        (filter.DagId is null || run.DagId == filter.DagId)
        && (filter.RunId is null || run.RunId == filter.RunId)
        && (filter.RunType is null || run.RunType == filter.RunType)
        && filter.States?.Contains(run.State) != false
        && (filter.LogicalDate is null || run.LogicalDate == filter.LogicalDate)
        && (filter.LogicalDateFrom is null || run.LogicalDate >= filter.LogicalDateFrom)
        && (filter.LogicalDateTo is null || run.LogicalDate <= filter.LogicalDateTo);

    private bool CreateScheduled(ScheduledTick tick)
    {
        if (!database.Dags.TryGetValue(tick.Run.DagId, out var dag) || dag.Next?.CreateAfter != tick.ExpectedCreateAfter)
        {
            return false;
        }

        database.Dags[tick.Run.DagId] = dag with { Next = tick.Next };
        return Create(tick.Run) == RunCreation.Created;
    }

    private RunCreation Create(DagRun run)
    {
        if (!database.Dags.ContainsKey(run.DagId))
        {
            return RunCreation.NoSuchDag;
        }

        if (database.Runs.Values.Any(other => other.DagId == run.DagId
            && (other.RunId == run.RunId || (run.LogicalDate is not null && other.LogicalDate == run.LogicalDate))))
        {
            return RunCreation.AlreadyExists;
        }

        var id = database.Runs.Count == 0 ? 1 : database.Runs.Keys.Max() + 1;
        database.Runs[id] = run with { Id = id, CreatedAt = database.Clock.GetUtcNow() };
        return RunCreation.Created;
    }

    private bool IsTakeable(DagRun run) =>
        !run.State.IsFinished()
        && database.Dags.TryGetValue(run.DagId, out var dag) && !dag.IsPaused
        && (run.State == RunState.Running || (dag.DrainingSince is null && run.Hold is null))
        && (!database.Leases.TryGetValue(run.Id, out var lease) || lease.Expires <= database.Clock.GetUtcNow());

    private Task<IReadOnlyList<LeasedRun>> TakeAsync(Func<DagRun, bool> isTakeable, string owner, TimeSpan duration, int limit, DateTimeOffset now)
    {
        lock (database.Gate)
        {
            var taken = new List<LeasedRun>();
            foreach (var run in database.Runs.Values.Where(isTakeable).OrderBy(run => run.RunAfter).ThenBy(run => run.Id).ToList())
            {
                if (taken.Count < limit && (run.State == RunState.Running || HasRoom(run.DagId)))
                {
                    taken.Add(Take(run, owner, duration, now));
                }
            }

            return Task.FromResult<IReadOnlyList<LeasedRun>>(taken);
        }
    }

    private bool HasRoom(string dagId) =>
        database.Runs.Values.Count(run => run.DagId == dagId && run.State == RunState.Running) < database.Dags[dagId].MaxActiveRuns;

    private LeasedRun Take(DagRun run, string owner, TimeSpan duration, DateTimeOffset now)
    {
        var epoch = database.Leases.TryGetValue(run.Id, out var old) ? old.Epoch + 1 : 1;
        database.Leases[run.Id] = (owner, epoch, database.Clock.GetUtcNow() + duration);
        var running = run with { State = RunState.Running, StartDate = run.StartDate ?? now };
        database.Runs[run.Id] = running;
        return new LeasedRun(running, new RunLease(run.Id, owner, epoch),
            [.. database.Tasks.Values.Where(task => task.Key.DagId == run.DagId && task.Key.RunId == run.RunId)]);
    }

    private Task<DagRun?> FirstAsync(Func<DagRun, bool> predicate)
    {
        lock (database.Gate)
        {
            return Task.FromResult(database.Runs.Values.FirstOrDefault(predicate));
        }
    }

    private bool Change(string dagId, string runId, Action<DagRun> change)
    {
        lock (database.Gate)
        {
            if (database.Runs.Values.FirstOrDefault(run => run.DagId == dagId && run.RunId == runId) is not { } found)
            {
                return false;
            }

            change(found);
            return true;
        }
    }
}
