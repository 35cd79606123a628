using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Conformance.Timetables;

using Airflow.Engine;
using Airflow.Engine.Assets;
using Airflow.Engine.Runs;
using Airflow.Engine.Timetables;

[Trait("Category", "Conformance")]
public class TimetableVectors
{
    private const string File = "semantics/timetables.json";

    private static readonly Dictionary<string, Func<JsonObject, JsonObject>> Groups = new(StringComparer.Ordinal)
    {
        ["manual_interval"] = ManualInterval,
        ["text"] = Text,
        ["run_id"] = RunId,
        ["run_id_no_timetable"] = RunIdWithoutTimetable,
        ["run_type_of_id"] = input => new JsonObject { ["run_type"] = RunIds.TypeOf(input["run_id"]!.GetValue<string>()).Name() },
        ["run_id_valid"] = RunIdValid,
        ["schedule_argument"] = Schedule,
        ["dag_bounds"] = Bounds,
        ["partition_backfill"] = PartitionVector.Backfill,
        ["partition_key_to_date"] = PartitionVector.KeyToDate,
        ["partition_mapper"] = PartitionVector.Map,
        ["wait_policy"] = PartitionVector.Wait,
    };

    public static TheoryData<string> Ids() => Vectors.Ids(File);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Answers_as_airflow_does(string id)
    {
        var @case = Vectors.Case(File, id);
        var answer = Groups.GetValueOrDefault(@case["group"]!.GetValue<string>(), Runs);
        JsonObject actual;
        try
        {
            actual = answer(@case["input"]!.AsObject());
        }
        catch (Exception error) when (error is AirflowException or ArgumentException or InvalidCastException)
        {
            actual = new JsonObject { ["error"] = TimetableVector.PythonError(error) };
        }
        Vectors.ShouldMatch(actual, @case["expected"]);
    }

    private static JsonObject Runs(JsonObject input)
    {
        var timetable = TimetableVector.Build(input["timetable"]!.AsObject());
        timetable.Validate();
        var restriction = new TimeRestriction(
            TimetableVector.Instant(input["earliest"]), TimetableVector.Instant(input["latest"]), input["catchup"]!.GetValue<bool>());
        var last = Last(input["last"]);
        var runs = new JsonArray();
        for (var i = 0; i < input["count"]!.GetValue<int>(); i++)
        {
            var now = input["now"] is JsonArray clock ? clock[Math.Min(i, clock.Count - 1)] : input["now"];
            last = timetable.NextDagRunInfo(last, restriction, TimetableVector.Instant(now)!.Value);
            runs.Add(TimetableVector.Run(last));
            if (last is null)
            {
                break;
            }
        }
        return new JsonObject { ["runs"] = runs };
    }

    private static DagRunInfo? Last(JsonNode? last)
    {
        if (last is null)
        {
            return null;
        }
        var start = TimetableVector.Instant(last["data_interval_start"]);
        var end = TimetableVector.Instant(last["data_interval_end"]);
        return new DagRunInfo(
            TimetableVector.Instant(last["run_after"]) ?? end!.Value,
            start is null ? null : new DataInterval(start.Value, end!.Value));
    }

    private static JsonObject ManualInterval(JsonObject input)
    {
        var interval = TimetableVector.Build(input["timetable"]!.AsObject()).InferManualDataInterval(TimetableVector.Instant(input["logical_date"])!.Value);
        return new JsonObject
        {
            ["data_interval_start"] = TimetableVector.Text(interval.Start),
            ["data_interval_end"] = TimetableVector.Text(interval.End),
        };
    }

    private static JsonObject Text(JsonObject input)
    {
        var timetable = TimetableVector.Build(input["timetable"]!.AsObject());
        return new JsonObject
        {
            ["summary"] = timetable.Summary,
            ["description"] = timetable.Description,
            ["periodic"] = timetable.IsPeriodic,
            ["can_be_scheduled"] = timetable.CanBeScheduled,
            ["run_ordering"] = new JsonArray(timetable.RunOrdering.Select(column => (JsonNode)column).ToArray()),
            ["active_runs_limit"] = timetable.ActiveRunsLimit,
            ["type_name"] = timetable.TypeName,
            ["partitioned"] = timetable.IsPartitioned,
        };
    }

    private static JsonObject RunId(JsonObject input)
    {
        var interval = input["data_interval"] is JsonArray ends
            ? new DataInterval(TimetableVector.Instant(ends[0])!.Value, TimetableVector.Instant(ends[1])!.Value)
            : (DataInterval?)null;
        var run = new DagRunInfo(TimetableVector.Instant(input["run_after"])!.Value, interval, null, input["partition_key"]?.GetValue<string>());
        return Id(random => TimetableVector.Build(input["timetable"]!.AsObject())
            .GenerateRunId(RunNames.ParseType(input["run_type"]!.GetValue<string>()), run, random));
    }

    private static JsonObject RunIdWithoutTimetable(JsonObject input) => Id(random => RunIds.Make(
        RunNames.ParseType(input["run_type"]!.GetValue<string>()),
        TimetableVector.Instant(input["logical_date"]),
        TimetableVector.Instant(input["run_after"])!.Value,
        random));

    private static JsonObject Id(Func<Random, string> make)
    {
        var suffix = RunIds.RandomSuffix(new Random(7));
        var id = make(new Random(7));
        var isRandom = id.EndsWith('_' + suffix, StringComparison.Ordinal);
        return new JsonObject { ["run_id"] = isRandom ? id[..^8] + "<random8>" : id, ["has_random_suffix"] = isRandom };
    }

    private static JsonObject RunIdValid(JsonObject input) => RunIds.Problem(input["run_id"]!.GetValue<string>()) is { } problem
        ? throw new ArgumentException(problem, nameof(input))
        : new JsonObject { ["valid"] = true };

    private static JsonObject Schedule(JsonObject input)
    {
        const int maxActiveRuns = 16;
        var intervals = input["create_data_intervals"]!.GetValue<bool>();
        var timetable = input["schedule"] switch
        {
            null => ScheduleArgument.FromText(null, ScheduleZone.Utc, intervals),
            JsonObject map when map["seconds"] is { } seconds => ScheduleArgument.FromDelta(ScheduleDelta.FromJson(seconds), intervals),
            JsonObject map when map["calendar"] is { } calendar => ScheduleArgument.FromDelta(ScheduleDelta.FromJson(calendar), intervals),
            JsonObject map => ScheduleArgument.FromAssets(map["assets"]!.AsArray().Select(name => (AssetCondition)new AssetNameRef(name!.GetValue<string>())).ToArray()),
            JsonValue text when text.GetValueKind() == JsonValueKind.String => ScheduleArgument.FromText(text.GetValue<string>(), ScheduleZone.Utc, intervals),
            var other => throw new ArgumentException($"{other} is no schedule.", nameof(input)),
        };
        ScheduleArgument.RequireActiveRuns(timetable, maxActiveRuns);
        timetable.Validate();
        return new JsonObject { ["timetable"] = timetable.TypeName, ["max_active_runs"] = maxActiveRuns };
    }

    private static JsonObject Bounds(JsonObject input)
    {
        var dag = input["dag"]!;
        var restriction = TimeRestriction.Of(
            TimetableVector.Instant(dag["start_date"] ?? "2024-01-01T00:00:00Z"),
            TimetableVector.Instant(dag["end_date"]),
            dag["catchup"]?.GetValue<bool>() ?? false,
            dag["tasks"]!.AsArray().Select(task => (TimetableVector.Instant(task!["start_date"]), TimetableVector.Instant(task["end_date"]))).ToArray());
        return new JsonObject
        {
            ["earliest"] = TimetableVector.Text(restriction.Earliest),
            ["latest"] = TimetableVector.Text(restriction.Latest),
            ["catchup"] = restriction.Catchup,
        };
    }
}
