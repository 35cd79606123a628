using System.Text.Json;
using Airflow.Hosting;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Child;

internal sealed partial class FrameTaskBackend
{
    public ValueTask<IReadOnlyList<Asset>> ValidateInletsAndOutletsAsync(CancellationToken cancellationToken)
    {
        var reply = Ask<InactiveAssetsResult>(new ValidateInletsAndOutlets { TiId = startup.Ti.Id });
        return new([.. (reply?.InactiveAssets ?? []).Select(asset => new Asset(asset.Name ?? asset.Uri ?? "", asset.Uri ?? asset.Name ?? ""))]);
    }

    public ValueTask<DagRunTriggerResult> TriggerDagRunAsync(DagRunTrigger trigger, CancellationToken cancellationToken)
    {
        var reply = host.Ask(new TriggerDagRun
        {
            DagId = trigger.DagId,
            RunId = trigger.RunId,
            LogicalDate = trigger.LogicalDate,
            RunAfter = trigger.RunAfter,
            Conf = trigger.Conf is { } conf ? FrameValue.FromJson(conf) : default,
            ResetDagRun = trigger.ResetDagRun,
            Note = trigger.Note,
        });
        return reply switch
        {
            ErrorResponse { Error: "DAGRUN_ALREADY_EXISTS" } => new(DagRunTriggerResult.AlreadyExists),
            ErrorResponse error => throw new HostException($"A run of DAG '{trigger.DagId}' could not be triggered: {error.Error}: {error.Detail.ToJson()}"),
            _ => new(DagRunTriggerResult.Created),
        };
    }

    public ValueTask<string?> GetDagRunStateAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        new(Ask<DagRunStateResult>(new GetDagRunState { DagId = dagId, RunId = runId })?.State);

    public ValueTask<int> GetDagRunCountAsync(DagRunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new(Ask<DRCount>(new GetDRCount
        {
            DagId = query.DagId,
            LogicalDates = query.LogicalDates,
            RunIds = query.RunIds,
            States = query.States,
        })?.Count ?? 0);
    }

    public ValueTask<RunInfo?> GetPreviousDagRunAsync(string dagId, DateTimeOffset logicalDate, string? state, CancellationToken cancellationToken)
    {
        var run = Ask<PreviousDagRunResult>(new GetPreviousDagRun { DagId = dagId, LogicalDate = logicalDate, State = state })?.DagRun;
        return new(run is null ? null : new RunInfo(run.RunId)
        {
            State = run.State,
            LogicalDate = run.LogicalDate,
            DataInterval = Interval(run.DataIntervalStart, run.DataIntervalEnd),
            StartDate = run.StartDate,
            EndDate = run.EndDate,
        });
    }

    public ValueTask<RunInfo?> GetPreviousSuccessfulDagRunAsync(CancellationToken cancellationToken)
    {
        var dates = Ask<PrevSuccessfulDagRunResult>(new GetPrevSuccessfulDagRun { TiId = startup.Ti.Id });
        return new(dates?.StartDate is null && dates?.DataIntervalStart is null ? null : new RunInfo("")
        {
            State = "success",
            LogicalDate = dates.DataIntervalStart,
            DataInterval = Interval(dates.DataIntervalStart, dates.DataIntervalEnd),
            StartDate = dates.StartDate,
            EndDate = dates.EndDate,
        });
    }

    public ValueTask<int> GetTaskInstanceCountAsync(TaskInstanceQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new(Ask<TICount>(new GetTICount
        {
            DagId = query.DagId,
            MapIndex = query.MapIndex,
            TaskIds = query.TaskIds,
            TaskGroupId = query.TaskGroupId,
            LogicalDates = query.LogicalDates,
            RunIds = query.RunIds,
            States = query.States,
        })?.Count ?? 0);
    }

    public ValueTask<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>>> GetTaskStatesAsync(TaskInstanceQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var reply = Ask<TaskStatesResult>(new GetTaskStates
        {
            DagId = query.DagId,
            MapIndex = query.MapIndex,
            TaskIds = query.TaskIds,
            TaskGroupId = query.TaskGroupId,
            LogicalDates = query.LogicalDates,
            RunIds = query.RunIds,
        });
        var runs = new Dictionary<string, IReadOnlyDictionary<string, string?>>(StringComparer.Ordinal);
        if (reply is not null && !reply.TaskStates.IsNil)
        {
            foreach (var run in reply.TaskStates.ToJsonElement().EnumerateObject())
            {
                runs[run.Name] = run.Value.EnumerateObject().ToDictionary(task => task.Name, task => task.Value.GetString(), StringComparer.Ordinal);
            }
        }
        return new(runs);
    }

    public ValueTask<DateTimeOffset?> GetTaskRescheduleStartDateAsync(int tryNumber, CancellationToken cancellationToken) =>
        new(Ask<TaskRescheduleStartDate>(new GetTaskRescheduleStartDate { TiId = startup.Ti.Id, TryNumber = tryNumber })?.StartDate);

    public ValueTask<IReadOnlyList<AssetEvent>> GetAssetEventsAsync(AssetEventQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        FrameMessage request = query.AliasName is { } alias
            ? new GetAssetEventByAssetAlias { AliasName = alias, After = query.After, Before = query.Before, Limit = query.Limit, Ascending = query.Ascending }
            : new GetAssetEventByAsset { Name = query.Name, Uri = query.Uri, After = query.After, Before = query.Before, Limit = query.Limit, Ascending = query.Ascending };
        return new([.. (Ask<AssetEventsResult>(request)?.AssetEvents ?? []).Select(Event)]);
    }

    private static AssetEvent Event(AssetEventResponse item) => new(new Asset(item.Asset.Name, item.Asset.Uri) { Group = item.Asset.Group }, item.Timestamp)
    {
        Extra = item.Extra.IsNil ? new Dictionary<string, JsonElement>(StringComparer.Ordinal) : StartupFacts.Map(item.Extra),
        SourceDagId = item.SourceDagId,
        SourceTaskId = item.SourceTaskId,
        SourceRunId = item.SourceRunId,
        SourceMapIndex = item.SourceMapIndex ?? -1,
    };

    private static DataInterval? Interval(DateTimeOffset? start, DateTimeOffset? end) => start is { } from && end is { } to ? new DataInterval(from, to) : null;
}
