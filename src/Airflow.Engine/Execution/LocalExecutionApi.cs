
namespace Airflow.Engine.Execution;

using Airflow.Engine.Callbacks;
using Airflow.Engine.Clearing;
using Airflow.Engine.Connections;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Engine.Telemetry;
using Airflow.Engine.Variables;
using Airflow.Engine.XComs;

/// <summary>The execution API for tries of this process: straight to the stores, and the end of a try into the scheduler's next commit.</summary>
public sealed class LocalExecutionApi(SchedulerStores stores, SecretCatalogs secrets, DagVersionCache versions, TimeProvider clock) : IExecutionApi
{
    private readonly XComElements elements = new(stores.XComs);
    private readonly TryReads reads = new(stores);
    private readonly TaskWorkloads workloads = new(stores, versions);

    /// <summary>The scheduler of this process; set once when both exist.</summary>
    public RunScheduler? Scheduler { get; set; }

    /// <summary>Tells schedulers of other processes, where this one has none.</summary>
    public IWakeSignal? Wake { get; init; }

    public async Task<TaskStart> StartAsync(TaskWorkload workload, WorkerIdentity worker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(worker);
        var now = Now();
        var result = await WriteAsync(ClaimOf(workload, worker, now), cancellationToken);
        var row = await stores.Tasks.FindAsync(workload.Id, cancellationToken);
        if (!result.IsApplied && !(row is { State: TaskState.Running } && IsOf(row, worker)))
        {
            return new TaskStart { Refusal = $"the try is not queued any more ({result.Refusal})" };
        }

        // the answer to an earlier claim of this worker may have been lost on its way
        now = result.IsApplied ? now : row?.StartDate ?? now;
        Scheduler?.Report(new TryStarted(workload, now, worker));
        if (result.IsApplied && row is not null)
        {
            AirflowMetrics.Started(row, now);
        }

        var run = await stores.Runs.FindAsync(workload.Key.DagId, workload.Key.RunId, cancellationToken);
        if (run is null || row is null)
        {
            return new TaskStart { Refusal = "the run was deleted" };
        }

        // a first part of a first try, the usual case, has nothing behind it
        var isLaterPart = row.StartDate != now;
        var reschedules = isLaterPart ? await stores.Tasks.FindReschedulesAsync(row.Id, cancellationToken) : default;
        return new TaskStart
        {
            Run = run,
            StartDate = now,
            QueuedAt = row.QueuedAt,
            MaxTries = row.MaxTries,
            ShouldRetry = row.TryNumber <= row.MaxTries,
            TaskRescheduleCount = reschedules.Count,
            FirstRescheduleStart = reschedules.FirstStart,
            XComKeysToClear = row.NextMethod is null && (isLaterPart || row.TryNumber > 1) ? await OldKeysAsync(row.Key, cancellationToken) : [],
            NextMethod = row.NextMethod,
            NextKwargs = row.NextKwargs,
        };
    }

    public async Task<ClaimAnswer> ClaimAsync(Guid id, WorkerIdentity worker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(worker);
        var (reading, readingRun) = (reads.FindAsync(id), reads.FindRunAsync(id));
        var run = await readingRun;
        if (await reading is not { } row)
        {
            return new ClaimAnswer(null, new TaskStart { Refusal = "there is no such try any more" });
        }

        var workload = await workloads.OfAsync(row, run, cancellationToken);
        return new ClaimAnswer(workload, run is not null && await StartFirstAsync(workload, row, run, worker, cancellationToken) is { } start
            ? start
            : await StartAsync(workload, worker, cancellationToken));
    }

    public Task<IReadOnlyList<Guid>> HeartbeatAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        stores.Tasks.HeartbeatAsync(ids, clock.GetUtcNow(), cancellationToken);

    public async Task<bool> FinishAsync(TaskWorkload workload, TryOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(outcome);
        if (!await StoreEndAsync(workload, outcome, cancellationToken))
        {
            return false;
        }

        AirflowMetrics.Finished(workload.Key, outcome, await OperatorAsync(workload, cancellationToken));
        if (AirflowTraces.IsOn)
        {
            AirflowTraces.Finished(workload, outcome, await stores.Runs.FindAsync(workload.Key.DagId, workload.Key.RunId, cancellationToken));
        }

        return true;
    }

    /// <summary>The usual case, a try that nothing was before: all that its worker must know was read with it, and still holds where the claim is not refused.</summary>
    private async Task<TaskStart?> StartFirstAsync(TaskWorkload workload, TaskInstance row, DagRun run, WorkerIdentity worker, CancellationToken cancellationToken)
    {
        if (row is not { State: TaskState.Queued, QueuedAt: { } queuedAt, StartDate: null, TryNumber: 1, NextMethod: null })
        {
            return null;
        }

        var now = Now();
        if (!(await WriteAsync(ClaimOf(workload, worker, now) with { QueuedAt = queuedAt }, cancellationToken)).IsApplied)
        {
            return null;
        }

        Scheduler?.Report(new TryStarted(workload, now, worker));
        AirflowMetrics.Started(row, now);
        return new TaskStart { Run = run, StartDate = now, QueuedAt = queuedAt, MaxTries = row.MaxTries, ShouldRetry = row.TryNumber <= row.MaxTries };
    }

    private static TaskClaim ClaimOf(TaskWorkload workload, WorkerIdentity worker, DateTimeOffset now) => new(workload.Id, workload.Pool, workload.PoolSlots)
    {
        At = now,
        Hostname = worker.Hostname,
        UnixName = worker.UnixName,
        Pid = worker.Pid,
        Executor = worker.Executor,
    };

    private async Task<StateResult> WriteAsync(TaskClaim claim, CancellationToken cancellationToken)
    {
        CrashPoints.Hit("claim-before");
        var result = await stores.Writer.WriteAsync(new StateChange { Tasks = [claim] }, cancellationToken);
        CrashPoints.Hit("claim-after");
        return result;
    }

    /// <summary>In the microseconds that the database keeps, so that the row shows whether a claim began the try.</summary>
    private DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>Versions of DAGs that run are at hand.</summary>
    private async ValueTask<string?> OperatorAsync(TaskWorkload workload, CancellationToken cancellationToken) =>
        AirflowMetrics.OperatorSuccesses.Enabled && await versions.FindAsync(workload.DagVersionId, cancellationToken) is { } dag && dag.Graph.TryGetIndex(workload.Key.TaskId, out var index)
            ? dag.Graph.Task(index).TaskType
            : null;

    private async Task<bool> StoreEndAsync(TaskWorkload workload, TryOutcome outcome, CancellationToken cancellationToken)
    {
        CrashPoints.Hit("finish-before");
        outcome = Encrypted(outcome);
        if (Scheduler is { } scheduler)
        {
            var completion = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            scheduler.Report(new TryFinished(workload, outcome, completion));
            if (await completion.Task.WaitAsync(cancellationToken))
            {
                CrashPoints.Hit("finish-after");
                return true;
            }
        }

        var isStored = await FinishAloneAsync(workload, outcome, cancellationToken);
        CrashPoints.Hit("finish-after");
        return isStored;
    }

    public Task<XCom?> GetXComAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken) =>
        stores.XComs.FindAsync(key, includePriorDates, cancellationToken);

    public ValueTask<XComElement?> GetXComElementAsync(XComKey key, int index, CancellationToken cancellationToken) => elements.FindAsync(key, index, cancellationToken);

    public Task<IReadOnlyList<XCom>> ListXComsAsync(string dagId, string runId, string taskId, string key, CancellationToken cancellationToken) =>
        stores.XComs.ListAsync(dagId, runId, taskId, key, cancellationToken);

    public Task<int> CountXComsAsync(XComKey key, CancellationToken cancellationToken) =>
        stores.XComs.CountAsync(key.DagId, key.RunId, key.TaskId, key.Key, cancellationToken);

    public Task<XCom?> GetXComAtAsync(XComKey key, int offset, CancellationToken cancellationToken) =>
        stores.XComs.FindAtAsync(key.DagId, key.RunId, key.TaskId, key.Key, offset, cancellationToken);

    public Task SetXComAsync(XCom value, CancellationToken cancellationToken) => stores.XComs.SaveAsync(value, cancellationToken);

    public Task DeleteXComAsync(XComKey key, CancellationToken cancellationToken) => stores.XComs.DeleteAsync(key, cancellationToken);

    public Task<string?> GetVariableAsync(string key, CancellationToken cancellationToken) => secrets.Variables.FindAsync(key, cancellationToken);

    public async Task<IReadOnlyList<string>> ListVariableKeysAsync(string? prefix, CancellationToken cancellationToken) =>
        [.. (await secrets.Variables.ListKeysAsync(cancellationToken)).Where(key => key.StartsWith(prefix ?? "", StringComparison.Ordinal))];

    public Task SetVariableAsync(string key, string value, string? description, CancellationToken cancellationToken) =>
        secrets.Variables.SaveAsync(new Variable(key, value, description), cancellationToken);

    public Task<bool> DeleteVariableAsync(string key, CancellationToken cancellationToken) => secrets.Variables.DeleteAsync(key, cancellationToken);

    public async Task<Connection?> GetConnectionAsync(string connectionId, CancellationToken cancellationToken) =>
        (await secrets.Connections.FindAsync(connectionId, cancellationToken))?.Connection;

    public Task SetRenderedFieldsAsync(TaskInstanceKey key, string json, CancellationToken cancellationToken) =>
        stores.Tasks.SaveRenderedFieldsAsync(key, json, cancellationToken);

    public async Task<RunCreation> TriggerRunAsync(string dagId, ManualRunRequest request, CancellationToken cancellationToken)
    {
        var dag = await stores.Dags.FindAsync(dagId, cancellationToken);
        var version = dag?.LatestVersionId is { } id ? await versions.FindAsync(id, cancellationToken) : null;
        if (dag is null || version is null)
        {
            return RunCreation.NoSuchDag;
        }

        var creation = await stores.Runs.CreateAsync(ManualRuns.Build(dag, version.Document, request, clock.GetUtcNow()), cancellationToken);
        if (creation == RunCreation.Created && request is { RunId: { } runId, Note: { } note })
        {
            await stores.Runs.SetNoteAsync(dagId, runId, note, user: null, cancellationToken);
        }

        WakeScheduler();
        return creation == RunCreation.AlreadyExists && request.Reset && await ResetAsync(dagId, request.RunId, cancellationToken) ? RunCreation.Created : creation;
    }

    public Task<DagRun?> FindRunAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        stores.Runs.FindAsync(dagId, runId, cancellationToken);

    public Task<IReadOnlyList<DagRun>> ListRunsAsync(RunFilter filter, CancellationToken cancellationToken) =>
        stores.Runs.ListAsync(filter, cancellationToken);

    public Task<IReadOnlyList<TaskInstance>> ListTaskInstancesAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        stores.Tasks.ListForRunAsync(dagId, runId, cancellationToken);

    private void WakeScheduler()
    {
        if (Scheduler is { } scheduler)
        {
            scheduler.Wake("queued");
        }
        else
        {
            Wake?.Wake("queued");
        }
    }

    private static bool IsOf(TaskInstance row, WorkerIdentity worker) => row.Hostname == worker.Hostname && row.UnixName == worker.UnixName && row.Pid == worker.Pid && row.Executor == worker.Executor;

    private async Task<bool> ResetAsync(string dagId, string? runId, CancellationToken cancellationToken)
    {
        if (runId is null || await stores.Runs.FindAsync(dagId, runId, cancellationToken) is null)
        {
            return false;
        }

        var clearing = new TaskClearing(stores, versions, Scheduler is null && Wake is { } wake ? wake : new SchedulerWake(Scheduler), clock);
        await clearing.ClearAsync(new ClearRequest { DagId = dagId, RunIds = [runId] }, cancellationToken);
        return true;
    }

    private async Task<IReadOnlyList<string>> OldKeysAsync(TaskInstanceKey task, CancellationToken cancellationToken) =>
    [
        .. (await stores.XComs.ListKeysAsync(task.DagId, task.RunId, task.TaskId, cancellationToken))
            .Where(key => key.MapIndex == task.MapIndex).Select(key => key.Key),
    ];

    /// <summary>What a trigger is given may hold secrets; the worker that reports it has no key.</summary>
    private TryOutcome Encrypted(TryOutcome outcome) => outcome.Suspension is { Trigger: { } trigger } suspension
        ? outcome with { Suspension = suspension with { Trigger = trigger with { Kwargs = secrets.Cipher.Encrypt(trigger.Kwargs) } } }
        : outcome;

    /// <summary>
    /// There is no scheduler here, or it holds the run no more: the end alone is stored, and whoever holds the run is told, or reads it anew.
    /// A try again and again until nothing moved in between.
    /// </summary>
    private async Task<bool> FinishAloneAsync(TaskWorkload workload, TryOutcome outcome, CancellationToken cancellationToken)
    {
        while (await reads.FindAsync(workload.Id) is { State: TaskState.Running or TaskState.Restarting } row
            && (outcome.Worker is null || IsOf(row, outcome.Worker))
            && (outcome.QueuedAt is null || outcome.QueuedAt == row.QueuedAt))
        {
            var isSuccess = row.State == TaskState.Running && outcome.State == TaskState.Success;
            var change = new StateChange
            {
                Tasks = [EndOf(row, outcome), .. row.State == TaskState.Running ? await SkipsAsync(outcome, workload, cancellationToken) : []],
                XComs = isSuccess ? outcome.XComs : [],
                Callbacks = await CallbacksAsync(workload, row, outcome, cancellationToken),
                BrokenLeases = Wake is null && await reads.FindRunAsync(workload.Id) is { } run ? [run.Id] : [],
            };
            if ((await stores.Writer.WriteAsync(change, cancellationToken)).IsApplied)
            {
                Tell(workload.Key, change);
                return true;
            }
        }

        return false;
    }

    /// <summary>Within a mapped group the tasks of the same element are meant.</summary>
    private static int MeantIndex(ScheduledDag? dag, TaskInstanceKey from, SkipTarget skip) =>
        skip.MapIndex < 0 && from.MapIndex >= 0 && dag is not null && dag.Graph.TryGetIndex(skip.TaskId, out var task)
        && dag.Graph.TryGetIndex(from.TaskId, out var self) && dag.Reach.IsElementwise(task, self)
            ? from.MapIndex
            : skip.MapIndex;

    private void Tell(TaskInstanceKey key, StateChange change)
    {
        Scheduler?.Wake("runs");
        if (Wake is null)
        {
            return;
        }

        var ends = change.Tasks.OfType<TaskEnd>();
        var news = new TryNews(
            TryNews.RunNumber(key.DagId, key.RunId),
            [.. change.Tasks.Select(static task => (task as TaskEnd)?.NewId ?? task.Id)],
            ends.Any(static end => end.AssetUpdates.Count > 0));
        foreach (var topic in news.Topics())
        {
            Wake.Wake(topic);
        }
    }

    private TaskEnd EndOf(TaskInstance row, TryOutcome outcome)
    {
        var ended = EndedTry.Of(row.State, row.TryNumber, row.MaxTries, outcome);
        return new TaskEnd(row.Id, row.State, ended.State, row.Pool, row.PoolSlots)
        {
            At = outcome.EndDate,
            NewId = ended.IsNewTry ? Guid.CreateVersion7(clock.GetUtcNow()) : null,
            MaxTries = ended.MaxTries == row.MaxTries ? null : ended.MaxTries,
            ExitCause = outcome.ExitCause,
            Reason = outcome.Reason,
            RetryDelayOverride = ended.RetryDelay,
            RescheduleDate = outcome.RescheduleDate,
            RenderedMapIndex = outcome.RenderedMapIndex,
            Suspension = row.State == TaskState.Running ? outcome.Suspension : null,
            AssetUpdates = ended.State == TaskState.Success ? outcome.AssetUpdates : [],
        };
    }

    private async Task<IReadOnlyList<CallbackEvent>> CallbacksAsync(
        TaskWorkload workload, TaskInstance row, TryOutcome outcome, CancellationToken cancellationToken)
    {
        if (row.State != TaskState.Running || await versions.FindAsync(workload.DagVersionId, cancellationToken) is not { } dag
            || !dag.Graph.TryGetIndex(row.Key.TaskId, out var index)
            || CallbackEvents.KindOf(dag.Graph.Settings(index), EndedTry.Of(row.State, row.TryNumber, row.MaxTries, outcome).State, outcome) is not { } kind
            || await reads.FindRunAsync(workload.Id) is not { } run)
        {
            return [];
        }

        var task = new CallbackTask
        {
            Id = row.Id,
            TaskId = row.Key.TaskId,
            MapIndex = row.Key.MapIndex,
            TryNumber = row.TryNumber,
            MaxTries = row.MaxTries,
            StartDate = row.StartDate,
        };
        return [CallbackEvents.OfTry(dag, run, task, kind, outcome)];
    }

    private async Task<IEnumerable<TaskChange>> SkipsAsync(TryOutcome outcome, TaskWorkload workload, CancellationToken cancellationToken)
    {
        if (outcome.Skips.Count == 0)
        {
            return [];
        }

        var dag = await versions.FindAsync(workload.DagVersionId, cancellationToken);
        var targets = outcome.Skips.ToLookup(skip => skip.TaskId, skip => MeantIndex(dag, workload.Key, skip), StringComparer.Ordinal);
        return from task in await stores.Tasks.ListForRunAsync(workload.Key.DagId, workload.Key.RunId, cancellationToken)
               where task.State is TaskState.None or TaskState.Scheduled && targets[task.Key.TaskId].Any(index => index < 0 || index == task.Key.MapIndex)
               select new TaskSettle(task.Id, task.State, TaskState.Skipped, task.Pool, task.PoolSlots) { At = outcome.EndDate };
    }
}
