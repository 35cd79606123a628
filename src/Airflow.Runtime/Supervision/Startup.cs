using Airflow.Engine.Assets;
using Airflow.Engine.Callbacks;
using Airflow.Engine.Runs;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;
using DagRun = Airflow.Engine.Runs.DagRun;

namespace Airflow.Runtime.Supervision;

/// <summary>The first frame of a try.</summary>
internal static class Startup
{
    /// <summary>The first frame of what the launch says: a try, or callbacks.</summary>
    public static FrameMessage FirstFrame(TaskLaunch launch, IReadOnlyList<AssetEventRecord> consumed)
    {
        var startup = Of(launch, consumed);
        return launch.Callback is not { } call
            ? startup
            : new RunCallback
            {
                Kind = call.Kind.Name(),
                EventId = call.Key,
                IsOfDag = call.IsOfDag,
                Reason = call.Reason,
                Error = ErrorInfo.Of(call.Error),
                Receipt = launch.Receipt,
                // what the task asks for, it asks for in the name of the try
                Startup = startup with { Ti = startup.Ti with { Id = call.Task?.Id ?? startup.Ti.Id } },
            };
    }

    /// <summary>The trace in which the try is a span, in Airflow's form.</summary>
    private static FrameValue Carrier(string? traceParent) =>
        traceParent is null ? FrameValue.EmptyMap : FrameValue.FromJson($$"""{"traceparent":"{{traceParent}}"}""");

    private static StartupDetails Of(TaskLaunch launch, IReadOnlyList<AssetEventRecord> consumed)
    {
        var (workload, start) = (launch.Workload, launch.Start);
        return new StartupDetails
        {
            Ti = new TaskInstance
            {
                Id = workload.Id,
                TaskId = workload.Key.TaskId,
                DagId = workload.Key.DagId,
                RunId = workload.Key.RunId,
                MapIndex = workload.Key.MapIndex,
                TryNumber = workload.TryNumber,
                DagVersionId = workload.DagVersionId,
                Hostname = Environment.MachineName,
                ContextCarrier = Carrier(workload.TraceParent),
                Queue = workload.Queue,
            },
            DagRelPath = workload.DagRelPath,
            BundleInfo = new BundleInfo { Name = workload.BundleName, Version = workload.BundleVersion },
            StartDate = start.StartDate,
            TiContext = new TIRunContext
            {
                DagRun = Run(start.Run ?? throw new ArgumentException("A claimed try has a run.", nameof(launch)), consumed),
                TaskRescheduleCount = start.TaskRescheduleCount,
                MaxTries = start.MaxTries,
                XComKeysToClear = start.XComKeysToClear,
                ShouldRetry = start.ShouldRetry,
                NextMethod = start.NextMethod,
                NextKwargs = FrameValue.FromJson(start.NextKwargs),
            },
        };
    }

    public static Frames.Messages.DagRun Run(DagRun run, IReadOnlyList<AssetEventRecord>? consumed = null) => new()
    {
        DagId = run.DagId,
        RunId = run.RunId,
        LogicalDate = run.LogicalDate,
        DataIntervalStart = run.DataIntervalStart,
        DataIntervalEnd = run.DataIntervalEnd,
        RunAfter = run.RunAfter,
        StartDate = run.StartDate,
        EndDate = run.EndDate,
        ClearNumber = run.ClearNumber,
        RunType = run.RunType.Name(),
        State = run.State.Name(),
        Conf = FrameValue.FromJson(run.Conf),
        TriggeringUserName = run.TriggeringUserName,
        ConsumedAssetEvents = [.. (consumed ?? []).Select(Consumed)],
        PartitionKey = run.PartitionKey,
        PartitionDate = run.PartitionDate,
        Note = run.Note,
    };

    private static AssetEventDagRunReference Consumed(AssetEventRecord item) => new()
    {
        Asset = new AssetReference { Name = item.Asset.Name, Uri = item.Asset.Uri, Extra = FrameValue.FromJson(item.Asset.Extra) },
        Extra = FrameValue.FromJson(item.Extra),
        SourceTaskId = item.SourceTaskId,
        SourceDagId = item.SourceDagId,
        SourceRunId = item.SourceRunId,
        SourceMapIndex = item.SourceMapIndex,
        Timestamp = item.Timestamp,
        PartitionKey = item.PartitionKey,
    };
}
