using System.Text.Json;
using Airflow.Hosting;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Child;

/// <summary>What the first frame of a try says, in the SDK's words.</summary>
internal static class StartupFacts
{
    private static readonly Dictionary<string, JsonElement> Empty = new(StringComparer.Ordinal);

    public static TaskRunDetails Details(StartupDetails startup, string bundleRoot)
    {
        var (ti, context) = (startup.Ti, startup.TiContext);
        var run = context.DagRun;
        return new TaskRunDetails
        {
            DagId = ti.DagId,
            TaskId = ti.TaskId,
            RunId = ti.RunId,
            TaskInstanceId = ti.Id,
            TryNumber = ti.TryNumber,
            MaxTries = context.MaxTries,
            ShouldRetry = context.ShouldRetry,
            MapIndex = ti.MapIndex,
            RunType = RunType(run.RunType),
            LogicalDate = run.LogicalDate,
            DataInterval = run is { DataIntervalStart: { } start, DataIntervalEnd: { } end } ? new DataInterval(start, end) : null,
            RunAfter = run.RunAfter,
            RunStartDate = run.StartDate,
            StartDate = startup.StartDate,
            RescheduleCount = context.TaskRescheduleCount,
            Event = context.NextMethod is null ? null : Map(context.NextKwargs).TryGetValue("event", out var told) ? told : default(JsonElement),
            Conf = Map(run.Conf),
            TriggeringAssetEvents = [.. run.ConsumedAssetEvents.Select(Event)],
            DagFolder = Path.GetDirectoryName(Path.Combine(bundleRoot, startup.BundleInfo.Version ?? "", startup.DagRelPath)),
        };
    }

    public static IReadOnlyDictionary<string, JsonElement> Map(FrameValue value)
    {
        if (value.IsNil || value == FrameValue.EmptyMap)
        {
            return Empty;
        }
        return value.ToJsonElement().EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);
    }

    private static DagRunType RunType(string name) => name switch
    {
        "scheduled" => DagRunType.Scheduled,
        "backfill" => DagRunType.Backfill,
        "asset_triggered" => DagRunType.AssetTriggered,
        "asset_materialization" => DagRunType.AssetMaterialization,
        "operator_triggered" => DagRunType.OperatorTriggered,
        _ => DagRunType.Manual,
    };

    private static AssetEvent Event(AssetEventDagRunReference item) => new(new Asset(item.Asset.Name, item.Asset.Uri), item.Timestamp)
    {
        Extra = Map(item.Extra),
        SourceDagId = item.SourceDagId,
        SourceTaskId = item.SourceTaskId,
        SourceRunId = item.SourceRunId,
        SourceMapIndex = item.SourceMapIndex ?? -1,
    };
}
