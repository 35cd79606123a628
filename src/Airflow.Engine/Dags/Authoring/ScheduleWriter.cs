using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Assets;
using Airflow.Engine.Timetables;
using Airflow.Engine.Timetables.Cron;

namespace Airflow.Engine.Dags.Authoring;

/// <summary>The timetable that a DAG's schedule stands for.</summary>
internal static class ScheduleWriter
{
    /// <exception cref="TimetableException">The schedule is no valid one.</exception>
    public static ITimetable ToTimetable(Schedule schedule, ScheduleZone zone, DagSource source)
    {
        var timetable = schedule switch
        {
            { Expression: { } expression } => ScheduleArgument.FromText(expression, zone, source.CreateCronDataIntervals),
            { Delta: { } delta } => ScheduleArgument.FromDelta(delta, source.CreateDeltaDataIntervals),
            { Timetable: { } own } => ToTimetable(own, zone),
            _ => new Timetables.NullTimetable(),
        };
        timetable.Validate();
        return timetable;
    }

    public static SerializedTimetable Write(ITimetable timetable) => new(timetable.TypePath, JsonElements.Of(timetable.Serialize()));

    /// <summary>The stored form of an asset or an expression over assets.</summary>
    public static JsonObject WriteAsset(AssetExpression expression) => ToCondition(expression).ToJson();

    private static ITimetable ToTimetable(Airflow.Timetable timetable, ScheduleZone zone) => timetable switch
    {
        Airflow.OnceTimetable => new Timetables.OnceTimetable(),
        Airflow.ContinuousTimetable => new Timetables.ContinuousTimetable(),
        Airflow.CronTriggerTimetable cron => new Timetables.CronTriggerTimetable(
            new CronClock(cron.Expression, Zone(cron.Timezone, zone)), cron.Interval, Immediately(cron.RunImmediately)),
        Airflow.CronDataIntervalTimetable cron => new Timetables.CronDataIntervalTimetable(cron.Expression, Zone(cron.Timezone, zone)),
        Airflow.CronPartitionTimetable cron => new Timetables.CronPartitionTimetable(
            new CronClock(cron.Expression, Zone(cron.Timezone, zone)), cron.RunOffset, cron.KeyFormat, Immediately(cron.RunImmediately)),
        Airflow.MultipleCronTriggerTimetable cron => new Timetables.MultipleCronTriggerTimetable(
            cron.Expressions, Zone(cron.Timezone, zone), cron.Interval, Immediately(cron.RunImmediately)),
        Airflow.DeltaTriggerTimetable delta => new Timetables.DeltaTriggerTimetable(delta.Delta, delta.Interval),
        Airflow.DeltaDataIntervalTimetable delta => new Timetables.DeltaDataIntervalTimetable(delta.Delta),
        Airflow.EventsTimetable events => new Timetables.EventsTimetable(events.Events, events.RestrictToEvents, events.Description),
        Airflow.AssetTriggeredTimetable assets => new Timetables.AssetTriggeredTimetable(ToCondition(assets.Condition)),
        CustomTimetable own => CodeTimetable.Of(own),
        Airflow.AssetOrTimeSchedule { Timetable: CustomTimetable } => throw new TimetableException(
            TimetableException.Invalid, "AssetOrTimeSchedule takes a timetable of Airflow's, not one of your own."),
        Airflow.AssetOrTimeSchedule both => new Timetables.AssetOrTimeSchedule(ToTimetable(both.Timetable, zone), ToCondition(both.Condition)),
        _ => new Timetables.NullTimetable(),
    };

    private static ScheduleZone Zone(string? name, ScheduleZone zone) => name is null ? zone : ScheduleZone.Parse(name);

    private static RunImmediately Immediately(TimeSpan? buffer) =>
        buffer is { } span ? RunImmediately.FromJson(JsonValue.Create(span.TotalSeconds)) : RunImmediately.Default;

    private static AssetCondition ToCondition(AssetExpression expression) => expression switch
    {
        Asset asset => new AssetLeaf(new JsonObject
        {
            ["__type"] = "asset",
            ["name"] = asset.Name,
            ["uri"] = asset.Uri,
            ["group"] = asset.Group,
            ["extra"] = JsonSerializer.SerializeToNode(asset.Extra, XComJson.Options),
        }),
        AssetAlias alias => new AssetAliasLeaf(alias.Name, alias.Group),
        Airflow.AssetAll all => new Assets.AssetAll([.. all.Parts.Select(ToCondition)]),
        Airflow.AssetAny any => new Assets.AssetAny([.. any.Parts.Select(ToCondition)]),
        AssetRef { Name: { } name } => new AssetNameRef(name),
        AssetRef { Uri: { } uri } => new AssetUriRef(uri),
        _ => throw new InvalidOperationException($"There is no stored form of {expression.GetType().Name}."),
    };
}
