using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Airflow.Engine.Assets;
using Airflow.Engine.Dags;
using Airflow.Engine.Timetables.Cron;
using Airflow.Engine.Timetables.Partitions;

namespace Airflow.Engine.Timetables;

/// <summary>
/// Reads and writes the timetable of a serialised DAG: {"__type": import path, "__var": arguments}. A new kind of timetable is one entry
/// here.
/// </summary>
public static class TimetableFactory
{
    private static readonly FrozenDictionary<string, Func<JsonObject, ITimetable>> Readers = new Dictionary<string, Func<JsonObject, ITimetable>>(StringComparer.Ordinal)
    {
        ["airflow.timetables.simple.NullTimetable"] = _ => new NullTimetable(),
        ["airflow.timetables.simple.OnceTimetable"] = _ => new OnceTimetable(),
        ["airflow.timetables.simple.ContinuousTimetable"] = _ => new ContinuousTimetable(),
        ["airflow.timetables.simple.PartitionedAtRuntime"] = _ => new PartitionedAtRuntime(),
        ["airflow.timetables.simple.AssetTriggeredTimetable"] = data => new AssetTriggeredTimetable(Condition(data)),
        ["airflow.timetables.simple.PartitionedAssetTimetable"] = PartitionedAssets,
        ["airflow.timetables.assets.AssetOrTimeSchedule"] = data => new AssetOrTimeSchedule(FromJson(data["timetable"]), Condition(data)),
        ["airflow.timetables.interval.CronDataIntervalTimetable"] = data => new CronDataIntervalTimetable(Clock(data)),
        ["airflow.timetables.interval.DeltaDataIntervalTimetable"] = data => new DeltaDataIntervalTimetable(ScheduleDelta.FromJson(data["delta"])),
        ["airflow.timetables.trigger.CronTriggerTimetable"] = data => new CronTriggerTimetable(Clock(data), Interval(data), Immediately(data)),
        ["airflow.timetables.trigger.DeltaTriggerTimetable"] = data => new DeltaTriggerTimetable(ScheduleDelta.FromJson(data["delta"]), Interval(data)),
        ["airflow.timetables.trigger.MultipleCronTriggerTimetable"] = data => new MultipleCronTriggerTimetable(
            data["expressions"]!.AsArray().Select(node => node!.GetValue<string>()).ToArray(),
            TimetableJson.Zone(data["timezone"]),
            Interval(data),
            Immediately(data)),
        ["airflow.timetables.trigger.CronPartitionTimetable"] = data => new CronPartitionTimetable(
            Clock(data),
            data["run_offset"]?.GetValue<int>(),
            data["key_format"]?.GetValue<string>() ?? CronPartitionTimetable.DefaultKeyFormat,
            Immediately(data)),
        ["airflow.timetables.events.EventsTimetable"] = Events,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads the serialised form.</summary>
    public static ITimetable FromJson(JsonNode? json)
    {
        if (json is not JsonObject timetable || timetable["__var"] is not JsonObject data)
        {
            throw new TimetableException(TimetableException.Invalid, "A serialised timetable is an object with __type and __var.");
        }
        var type = TimetableJson.Text(timetable, "__type");
        return Readers.TryGetValue(type, out var reader) ? reader(data)
            : CodeTimetable.Is(type) ? new CodeTimetable(type, data)
            : throw new TimetableException(TimetableException.Invalid, $"There is no timetable '{type}' here; only Airflow's own kinds are known.");
    }

    /// <summary>The timetable of a DAG; one without is only triggered.</summary>
    public static ITimetable Of(SerializedTimetable? timetable) => timetable is null
        ? new NullTimetable()
        : FromJson(new JsonObject { ["__type"] = timetable.Type, ["__var"] = JsonObject.Create(timetable.Arguments) });

    /// <summary>Writes the serialised form.</summary>
    public static JsonObject ToJson(ITimetable timetable)
    {
        ArgumentNullException.ThrowIfNull(timetable);
        return new JsonObject { ["__type"] = timetable.TypePath, ["__var"] = timetable.Serialize() };
    }

    private static CronClock Clock(JsonObject data) => new(TimetableJson.Text(data, "expression"), TimetableJson.Zone(data["timezone"]));

    private static ScheduleDelta Interval(JsonObject data) => data["interval"] is { } interval ? ScheduleDelta.FromJson(interval) : default;

    private static RunImmediately Immediately(JsonObject data) =>
        data.ContainsKey("run_immediately") ? RunImmediately.FromJson(data["run_immediately"]) : RunImmediately.Default;

    private static AssetCondition Condition(JsonObject data) => AssetCondition.FromJson(data["asset_condition"]);

    private static PartitionedAssetTimetable PartitionedAssets(JsonObject data) => new(
        Condition(data),
        data["partition_mapper_config"]?.AsArray().Select(entry => (AssetCondition.FromJson(entry![0]), PartitionMapperFactory.FromJson(entry[1]))).ToArray(),
        data["default_partition_mapper"] is { } mapper ? PartitionMapperFactory.FromJson(mapper) : null);

    private static EventsTimetable Events(JsonObject data) => new(
        data["event_dates"]!.AsArray().Select(node => Iso8601.Parse(node!.GetValue<string>())),
        data["restrict_to_events"]?.GetValue<bool>() ?? false,
        data["description"]?.GetValue<string>(),
        data["_summary"]?.GetValue<string>());
}
