using Airflow.Engine.Timetables;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/calendar: how many runs of a DAG ended how, by day or by hour.</summary>
internal static class CalendarEndpoints
{
    /// <summary>A run an hour for five years.</summary>
    private const int MostRuns = 50_000;

    /// <summary>Planned runs that are counted.</summary>
    private const int MostPlanned = 10_000;

    /// <summary>How far a calendar without an end looks ahead.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(31);

    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get(
        "/calendar/{dag_id}",
        "get_calendar",
        ApiResources.DagRuns,
        GetAsync,
        [ApiParameter.Text("granularity") with { Choices = ["hourly", "daily"], Default = "daily" }, .. ApiParameter.Range("logical_date")]));

    private static async Task GetAsync(ApiCall call)
    {
        var isHourly = call.Text("granularity") == "hourly";
        var runs = await call.Services.Grids.ListRunsAsync(
            call.Route("dag_id"), call.Time("logical_date_gte") ?? call.Time("logical_date_gt"), call.Time("logical_date_lte") ?? call.Time("logical_date_lt"), MostRuns, call.Aborted);
        var days = runs.Select(static run => (At: run.LogicalDate ?? run.RunAfter, run.State)).Concat((await PlannedAsync(call)).Select(static at => (At: at, State: "planned")))
            .GroupBy(run => (Date: Floor(run.At, isHourly), run.State))
            .OrderBy(static group => group.Key.Date).ThenBy(static group => group.Key.State, StringComparer.Ordinal)
            .Select(static group => new { group.Key.Date, group.Key.State, Count = group.Count() })
            .ToList();
        await call.AnswerAsync(new { TotalEntries = days.Count, DagRuns = days });
    }

    /// <summary>The logical dates of the runs that the schedule will ask for in this time, while the DAG is active.</summary>
    private static async Task<IReadOnlyList<DateTimeOffset>> PlannedAsync(ApiCall call)
    {
        var dagId = call.Route("dag_id");
        var now = call.Services.Clock.GetUtcNow();
        var dag = await call.Services.Stores.Dags.FindAsync(dagId, call.Aborted);
        var until = call.Time("logical_date_lte") ?? call.Time("logical_date_lt") ?? now + Ahead;
        if (dag is not { IsPaused: false, IsStale: false } || until <= now)
        {
            return [];
        }

        var schedule = (await NewestDag.FindAsync(call, dagId)).Schedule;
        if (schedule.Timetable is CodeTimetable)
        {
            return [];
        }

        var last = (await call.Services.Stores.Runs.ListLastAutomatedAsync([dagId], call.Aborted)).FirstOrDefault();
        var from = call.Time("logical_date_gte") ?? call.Time("logical_date_gt") ?? DateTimeOffset.MinValue;
        return [.. Follow(schedule, DagSchedule.InfoOf(last), now).Take(MostPlanned).TakeWhile(at => at <= until).Where(at => at >= from)];
    }

    private static IEnumerable<DateTimeOffset> Follow(DagSchedule schedule, DagRunInfo? last, DateTimeOffset now)
    {
        while (schedule.Next(last, now) is { } next && next != last)
        {
            last = next;
            yield return next.LogicalDate ?? next.RunAfter;
        }
    }

    private static DateTimeOffset Floor(DateTimeOffset time, bool isHourly)
    {
        var utc = time.UtcDateTime;
        return new DateTimeOffset(utc.Date.AddHours(isHourly ? utc.Hour : 0), TimeSpan.Zero);
    }
}
