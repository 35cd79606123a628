using System.Text.Json.Nodes;
using Airflow.Engine.Timetables;
using Airflow.Engine.Timetables.Partitions;

namespace Airflow.Conformance.Timetables;

/// <summary>Answers the vectors about partitions.</summary>
internal static class PartitionVector
{
    public static JsonObject Backfill(JsonObject input)
    {
        var schedule = new DagSchedule(TimetableVector.Build(input["timetable"]!.AsObject()), new TimeRestriction(null, null, false));
        var runs = schedule.Partitions(TimetableVector.Instant(input["earliest"])!.Value, TimetableVector.Instant(input["latest"])!.Value);
        return new JsonObject { ["runs"] = new JsonArray(runs.Select(run => (JsonNode?)TimetableVector.Run(run)).ToArray()) };
    }

    public static JsonObject KeyToDate(JsonObject input)
    {
        var timetable = TimetableVector.Build(input["timetable"]!.AsObject()) as IPartitionedTimetable;
        return new JsonObject { ["partition_date"] = TimetableVector.Text(timetable?.ResolvePartitionDate(input["key"]!.GetValue<string>())) };
    }

    public static JsonObject Map(JsonObject input)
    {
        var mapper = PartitionMapperFactory.FromJson(Serialised(input["mapper"]!.AsObject()));
        var key = input["key"]!.GetValue<string>();
        switch (input["operation"]!.GetValue<string>())
        {
            case "to_downstream":
                var keys = mapper.ToDownstream(key);
                return new JsonObject
                {
                    ["result"] = keys.IsSingle ? keys.Keys[0] : List(keys.Keys),
                    ["single"] = keys.IsSingle,
                    ["is_rollup"] = mapper.IsRollup,
                };
            case "to_upstream":
                return new JsonObject { ["result"] = List(((RollupMapper)mapper).ToUpstream(key).Order(StringComparer.Ordinal)) };
            default:
                return new JsonObject { ["result"] = TimetableVector.Text(mapper.ToPartitionDate(key)) };
        }
    }

    public static JsonObject Wait(JsonObject input)
    {
        var policy = PartitionMapperFactory.Policy(Serialised(input["policy"]!.AsObject()));
        var expected = Set(input["expected"]);
        return new JsonObject { ["satisfied"] = policy.IsSatisfied(Set(input["arrived"]), expected), ["unreachable"] = policy.IsUnreachable(expected.Count) };
    }

    /// <summary>The serialised form of a described mapper, window or policy.</summary>
    public static JsonObject Serialised(JsonObject description)
    {
        var type = description["type"]!.GetValue<string>();
        var data = new JsonObject(description.Where(entry => entry.Key != "type").Select(entry => KeyValuePair.Create(entry.Key, Part(entry.Value))));
        return new JsonObject { ["__type"] = $"airflow.partition_mappers.any.{type}", ["__var"] = data };
    }

    private static JsonNode? Part(JsonNode? value) => value switch
    {
        JsonObject map when map.ContainsKey("type") => Serialised(map),
        JsonArray list => new JsonArray(list.Select(Part).ToArray()),
        _ => value?.DeepClone(),
    };

    private static HashSet<string> Set(JsonNode? list) => list!.AsArray().Select(item => item!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);

    private static JsonArray List(IEnumerable<string> items) => new(items.Select(item => (JsonNode)item).ToArray());
}
