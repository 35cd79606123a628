using System.Globalization;
using System.Text.Json.Nodes;

namespace Airflow.Conformance.Timetables;

using Airflow.Engine;
using Airflow.Engine.Timetables;
using Airflow.Engine.Timetables.Cron;

[Trait("Category", "Conformance")]
public class CronVectors
{
    private const string File = "semantics/cron.json";
    private const int Count = 5;

    public static TheoryData<string> Ids() => Vectors.Ids(File);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Answers_as_airflow_does(string id)
    {
        var @case = Vectors.Case(File, id);
        Vectors.ShouldMatch(Answer(@case["input"]!.AsObject()), @case["expected"]);
    }

    private static JsonObject Answer(JsonObject input)
    {
        var stage = "construct";
        try
        {
            var zone = Zone(input["timezone"]!.GetValue<string>());
            var clock = new CronClock(input["expression"]!.GetValue<string>(), zone);
            var summaries = new JsonObject { ["summary"] = clock.Text, ["description"] = clock.Description };
            stage = "validate";
            clock.Validate();
            var start = TimetableVector.Instant(input["start"])!.Value;
            summaries["next"] = Ticks(start, clock.Next);
            summaries["prev"] = Ticks(start, clock.Previous);
            summaries["align_next"] = One(() => clock.AlignToNext(start));
            summaries["align_prev"] = One(() => clock.AlignToPrevious(start));
            summaries["data_interval_runs"] = Runs(new CronDataIntervalTimetable(clock), start);
            summaries["trigger_runs"] = Runs(new CronTriggerTimetable(clock), start);
            return summaries;
        }
        catch (AirflowException error) when (stage == "construct")
        {
            return new JsonObject { ["error"] = TimetableVector.PythonError(error), ["stage"] = stage };
        }
        catch (AirflowException error) when (stage == "validate")
        {
            var text = input["expression"]!.GetValue<string>();
            return new JsonObject { ["error"] = TimetableVector.PythonError(error), ["stage"] = stage, ["summary"] = text, ["description"] = "" };
        }
    }

    private static JsonArray Ticks(DateTimeOffset start, Func<DateTimeOffset, DateTimeOffset> step)
    {
        var current = start;
        return Until(() =>
        {
            current = step(current);
            return TimetableVector.Text(current);
        });
    }

    private static JsonArray Runs(ITimetable timetable, DateTimeOffset start)
    {
        DagRunInfo? last = null;
        var restriction = new TimeRestriction(start, null, true);
        return Until(() =>
        {
            last = timetable.NextDagRunInfo(last, restriction, start);
            return TimetableVector.Run(last);
        });
    }

    private static JsonArray Until(Func<JsonNode?> next)
    {
        var list = new JsonArray();
        for (var i = 0; i < Count; i++)
        {
            try
            {
                list.Add(next());
            }
            catch (AirflowException error)
            {
                list.Add(Error(error));
                break;
            }
        }
        return list;
    }

    private static JsonNode? One(Func<DateTimeOffset> ask)
    {
        try
        {
            return TimetableVector.Text(ask());
        }
        catch (AirflowException error)
        {
            return Error(error);
        }
    }

    private static JsonObject Error(AirflowException error) => new() { ["error"] = TimetableVector.PythonError(error) };

    private static ScheduleZone Zone(string name) => name.StartsWith("fixed:", StringComparison.Ordinal)
        ? ScheduleZone.FromOffset(TimeSpan.FromSeconds(int.Parse(name.AsSpan(6), CultureInfo.InvariantCulture)))
        : ScheduleZone.Parse(name);
}
