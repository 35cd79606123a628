using System.Text.Json.Nodes;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;
using DagRun = Airflow.Engine.Runs.DagRun;
using TaskInstance = Airflow.Engine.Tasks.TaskInstance;

namespace Airflow.Runtime.Supervision;

internal sealed partial class RequestHandler
{
    private async Task<FrameMessage?> DispatchRunsAsync(FrameMessage? request) => request switch
    {
        TriggerDagRun message => await TriggerAsync(message),
        GetDagRunState message => await GetStateAsync(message),
        GetDagRun message => await GetRunAsync(message),
        GetDRCount message => new DRCount { Count = (await RunsAsync(message.DagId, message.LogicalDates, message.RunIds, message.States)).Count() },
        GetPreviousDagRun message => await GetPreviousAsync(message),
        GetPrevSuccessfulDagRun => await GetPreviousSuccessfulAsync(),
        GetDag message => await GetDagAsync(message),
        GetTaskBreadcrumbs message => await GetBreadcrumbsAsync(message),
        GetTICount message => await CountTasksAsync(message),
        GetTaskStates message => await GetTaskStatesAsync(message),
        GetPreviousTI message => await GetPreviousTaskAsync(message),
        ResendLoggingFD => throw new FrameException("ResendLoggingFD is for runtimes that change their user; this one cannot be sent a descriptor."),
        GetHITLDetailResponse or UpdateHITLDetail => throw new FrameException($"{request.Type} is a triggerer's request, not a task's."),
        null => throw new FrameException("A request has no body."),
        _ => throw new FrameException($"The request {request.Type} is not known here."),
    };

    private async Task<FrameMessage> TriggerAsync(TriggerDagRun message)
    {
        var request = new ManualRunRequest
        {
            RunId = message.RunId,
            LogicalDate = message.LogicalDate,
            RunAfter = message.RunAfter,
            Conf = message.Conf.IsNil ? "{}" : message.Conf.ToJson(),
            RunType = RunType.OperatorTriggered,
            TriggeredBy = "operator",
            PartitionKey = message.PartitionKey,
            Note = message.Note,
            Reset = message.ResetDagRun == true,
        };
        return await api.TriggerRunAsync(message.DagId, request, CancellationToken.None) switch
        {
            RunCreation.Created => Replies.Ok,
            RunCreation.AlreadyExists => Replies.NotFound("DAGRUN_ALREADY_EXISTS", "run_id", message.RunId),
            _ => Replies.Failed("GENERIC_ERROR", $"There is no DAG '{message.DagId}'."),
        };
    }

    private async Task<FrameMessage> GetStateAsync(GetDagRunState message) =>
        await api.FindRunAsync(message.DagId, message.RunId, CancellationToken.None) is { } run
            ? new DagRunStateResult { State = run.State.Name() }
            : Replies.Failed("GENERIC_ERROR", $"DAG '{message.DagId}' has no run '{message.RunId}'.");

    private async Task<FrameMessage> GetRunAsync(GetDagRun message)
    {
        if (await api.FindRunAsync(message.DagId, message.RunId, CancellationToken.None) is not { } run)
        {
            return Replies.Failed("GENERIC_ERROR", $"DAG '{message.DagId}' has no run '{message.RunId}'.");
        }
        var found = Startup.Run(run);
        return new DagRunResult
        {
            DagId = found.DagId,
            RunId = found.RunId,
            LogicalDate = found.LogicalDate,
            DataIntervalStart = found.DataIntervalStart,
            DataIntervalEnd = found.DataIntervalEnd,
            RunAfter = found.RunAfter,
            StartDate = found.StartDate,
            EndDate = found.EndDate,
            ClearNumber = found.ClearNumber,
            RunType = found.RunType,
            State = found.State,
            Conf = found.Conf,
            TriggeringUserName = found.TriggeringUserName,
            PartitionKey = found.PartitionKey,
            PartitionDate = found.PartitionDate,
            Note = found.Note,
        };
    }

    private async Task<FrameMessage> GetDagAsync(GetDag message) =>
        await resources.Dags.FindAsync(message.DagId, CancellationToken.None) is { } dag
            ? new DagResult
            {
                DagId = dag.DagId,
                IsPaused = dag.IsPaused,
                BundleName = dag.BundleName,
                BundleVersion = dag.BundleVersion,
                RelativeFileloc = dag.RelativeFileLocation,
                Owners = dag.Owners,
                Tags = dag.Tags,
                NextDagRun = dag.Next?.LogicalDate,
            }
            : Replies.NotFound("DAG_NOT_FOUND", "dag_id", message.DagId);

    /// <summary>The finished tasks of a run in the order of their ends.</summary>
    private async Task<FrameMessage> GetBreadcrumbsAsync(GetTaskBreadcrumbs message)
    {
        var tasks = await api.ListTaskInstancesAsync(message.DagId, message.RunId, CancellationToken.None);
        return new TaskBreadcrumbsResult
        {
            Breadcrumbs =
            [
                .. tasks.Where(task => task.State.IsFinished()).OrderBy(task => task.EndDate).Select(task => FrameValue.FromJson(new JsonObject
                {
                    ["task_id"] = task.Key.TaskId,
                    ["map_index"] = task.Key.MapIndex,
                    ["state"] = task.State.Name(),
                    ["operator"] = task.Operator,
                    ["duration"] = task.Duration,
                }.ToJsonString())),
            ],
        };
    }

    private async Task<FrameMessage> GetPreviousAsync(GetPreviousDagRun message)
    {
        var runs = await api.ListRunsAsync(
            new RunFilter
            {
                DagId = message.DagId,
                LogicalDateTo = message.LogicalDate,
                States = message.State is { } state ? [RunNames.ParseState(state)] : null,
            },
            CancellationToken.None);
        return new PreviousDagRunResult { DagRun = Before(runs, message.LogicalDate) is { } run ? Startup.Run(run) : null };
    }

    private async Task<FrameMessage> GetPreviousSuccessfulAsync()
    {
        if (launch.Start.Run?.LogicalDate is not { } logicalDate)
        {
            return new PrevSuccessfulDagRunResult();
        }
        var filter = new RunFilter { DagId = launch.Workload.Key.DagId, LogicalDateTo = logicalDate, States = [RunState.Success] };
        var run = Before(await api.ListRunsAsync(filter, CancellationToken.None), logicalDate);
        return new PrevSuccessfulDagRunResult
        {
            DataIntervalStart = run?.DataIntervalStart,
            DataIntervalEnd = run?.DataIntervalEnd,
            StartDate = run?.StartDate,
            EndDate = run?.EndDate,
        };
    }

    private async Task<FrameMessage> CountTasksAsync(GetTICount message)
    {
        var wanted = message.States?.Select(TaskStates.Parse).ToHashSet();
        var count = 0;
        foreach (var run in await RunsAsync(message.DagId, message.LogicalDates, message.RunIds, states: null))
        {
            var tasks = await api.ListTaskInstancesAsync(message.DagId, run.RunId, CancellationToken.None);
            count += tasks.Count(task => Matches(task, message.MapIndex, message.TaskIds, message.TaskGroupId) && wanted?.Contains(task.State) != false);
        }
        return new TICount { Count = count };
    }

    private async Task<FrameMessage> GetTaskStatesAsync(GetTaskStates message)
    {
        var all = new JsonObject();
        foreach (var run in await RunsAsync(message.DagId, message.LogicalDates, message.RunIds, states: null))
        {
            var ofRun = new JsonObject();
            foreach (var task in await api.ListTaskInstancesAsync(message.DagId, run.RunId, CancellationToken.None))
            {
                if (Matches(task, message.MapIndex, message.TaskIds, message.TaskGroupId))
                {
                    ofRun[task.Key.MapIndex < 0 ? task.Key.TaskId : $"{task.Key.TaskId}_{task.Key.MapIndex}"] = task.State.Name();
                }
            }
            all[run.RunId] = ofRun;
        }
        return new TaskStatesResult { TaskStates = FrameValue.FromJson(all.ToJsonString()) };
    }

    private async Task<FrameMessage> GetPreviousTaskAsync(GetPreviousTI message)
    {
        var before = message.LogicalDate ?? launch.Start.Run?.LogicalDate;
        var runs = await api.ListRunsAsync(new RunFilter { DagId = message.DagId, LogicalDateTo = before }, CancellationToken.None);
        var state = message.State is { } name ? TaskStates.Parse(name) : (Engine.Tasks.TaskState?)null;
        foreach (var run in runs.Where(run => run.LogicalDate < before).OrderByDescending(run => run.LogicalDate))
        {
            var tasks = await api.ListTaskInstancesAsync(message.DagId, run.RunId, CancellationToken.None);
            var task = tasks.FirstOrDefault(task => task.Key.TaskId == message.TaskId && task.Key.MapIndex == message.MapIndex && (state is null || task.State == state));
            if (task is not null)
            {
                return new PreviousTIResult { TaskInstance = Previous(task, run) };
            }
        }
        return new PreviousTIResult();
    }

    private async Task<IEnumerable<DagRun>> RunsAsync(string dagId, IReadOnlyList<DateTimeOffset>? dates, IReadOnlyList<string>? runIds, IReadOnlyList<string>? states)
    {
        var runs = await api.ListRunsAsync(new RunFilter { DagId = dagId, States = states is null ? null : [.. states.Select(RunNames.ParseState)] }, CancellationToken.None);
        return runs.Where(run => (runIds is null || runIds.Contains(run.RunId, StringComparer.Ordinal)) && (dates is null || (run.LogicalDate is { } date && dates.Contains(date))));
    }

    private static DagRun? Before(IEnumerable<DagRun> runs, DateTimeOffset logicalDate) =>
        runs.Where(run => run.LogicalDate < logicalDate).MaxBy(run => run.LogicalDate);

    private static bool Matches(TaskInstance task, int? mapIndex, IReadOnlyList<string>? taskIds, string? groupId) =>
        (mapIndex is null || task.Key.MapIndex == mapIndex)
        && (taskIds is null || taskIds.Contains(task.Key.TaskId, StringComparer.Ordinal))
        && (groupId is null || task.Key.TaskId.StartsWith(groupId + ".", StringComparison.Ordinal));

    private static PreviousTIResponse Previous(TaskInstance task, DagRun run) => new()
    {
        TaskId = task.Key.TaskId,
        DagId = task.Key.DagId,
        RunId = task.Key.RunId,
        LogicalDate = run.LogicalDate,
        StartDate = task.StartDate,
        EndDate = task.EndDate,
        State = task.State.Name(),
        TryNumber = task.TryNumber,
        MapIndex = task.Key.MapIndex,
        Duration = task.Duration,
    };
}
