using System.Globalization;
using System.Text.Json.Nodes;

namespace Airflow.Conformance.Timetables;

using Airflow.Engine;
using Airflow.Engine.Assets;
using Airflow.Engine.Timetables;

/// <summary>Reads the descriptions of the timetable vectors and writes answers in their form.</summary>
internal static class TimetableVector
{
    private static readonly Dictionary<string, string> Modules = new(StringComparer.Ordinal)
    {
        ["CronDataIntervalTimetable"] = "interval",
        ["DeltaDataIntervalTimetable"] = "interval",
        ["CronTriggerTimetable"] = "trigger",
        ["DeltaTriggerTimetable"] = "trigger",
        ["MultipleCronTriggerTimetable"] = "trigger",
        ["CronPartitionTimetable"] = "trigger",
        ["EventsTimetable"] = "events",
        ["AssetOrTimeSchedule"] = "assets",
    };

    private static readonly Dictionary<string, string> PythonErrors = new(StringComparer.Ordinal)
    {
        [TimetableException.Invalid] = "AirflowTimetableInvalid",
        [TimetableException.CronInvalid] = "CroniterBadCronError",
        [TimetableException.CronNeverFires] = "CroniterBadDateError",
        [TimetableException.UnknownZone] = "InvalidTimezone",
        [TimetableException.Stalled] = "ValueError",
        [TimetableException.PartitionKeyInvalid] = "InvalidPartitionKeyError",
        [TimetableException.NotSupported] = "NotImplementedError",
    };

    /// <summary>Builds it by way of its serialised form, so that reading is tested too.</summary>
    public static ITimetable Build(JsonObject description) => TimetableFactory.FromJson(Serialised(description));

    public static DateTimeOffset? Instant(JsonNode? text) => text is null
        ? null
        : DateTimeOffset.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static JsonNode? Text(DateTimeOffset? instant)
    {
        if (instant is not { } at)
        {
            return null;
        }
        at.Offset.ShouldBe(TimeSpan.Zero);
        return at.ToString(at.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
    }

    public static JsonObject? Run(DagRunInfo? run)
    {
        if (run is null)
        {
            return null;
        }
        var json = new JsonObject
        {
            ["run_after"] = Text(run.RunAfter),
            ["logical_date"] = Text(run.LogicalDate),
            ["data_interval_start"] = Text(run.DataInterval?.Start),
            ["data_interval_end"] = Text(run.DataInterval?.End),
        };
        if (run.PartitionKey is not null)
        {
            json["partition_key"] = run.PartitionKey;
            json["partition_date"] = Text(run.PartitionDate);
        }
        return json;
    }

    public static string PythonError(Exception error) => error switch
    {
        AirflowException airflow when PythonErrors.TryGetValue(airflow.Code, out var name) => name,
        ArgumentException => "ValueError",
        InvalidCastException => "TypeError",
        _ => throw new InvalidOperationException("No vector knows this error.", error),
    };

    private static JsonObject Serialised(JsonObject description)
    {
        var type = description["type"]!.GetValue<string>();
        var data = new JsonObject();
        foreach (var (name, value) in description)
        {
            switch (name)
            {
                case "type":
                    break;
                case "assets":
                    data["asset_condition"] = Assets(value!.AsArray()).ToJson();
                    break;
                case "default_partition_mapper":
                    data[name] = PartitionVector.Serialised(value!.AsObject());
                    break;
                case "partition_mapper_config":
                    data[name] = new JsonArray(value!.AsObject()
                        .Select(entry => (JsonNode)new JsonArray(Asset(entry.Key).ToJson(), PartitionVector.Serialised(entry.Value!.AsObject()))).ToArray());
                    break;
                case "timetable":
                    data[name] = Serialised(value!.AsObject());
                    break;
                default:
                    data[name] = value?.DeepClone();
                    break;
            }
        }
        if (type == "CronPartitionTimetable")
        {
            data.TryAdd("run_offset", null);
            data.TryAdd("key_format", "%Y-%m-%dT%H:%M:%S");
        }
        return new JsonObject { ["__type"] = $"airflow.timetables.{Modules.GetValueOrDefault(type, "simple")}.{type}", ["__var"] = data };
    }

    private static AssetAll Assets(JsonArray names) => new(names.Select(name => Asset(name!.GetValue<string>())).ToArray());

    private static AssetCondition Asset(string name) => AssetCondition.FromJson(new JsonObject
    {
        ["__type"] = "asset",
        ["name"] = name,
        ["uri"] = name,
        ["group"] = "asset",
        ["extra"] = new JsonObject(),
    });
}
