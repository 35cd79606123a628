using System.Text.Json.Nodes;
using Airflow.Engine.Runs;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Tests.Timetables;

public sealed class DagScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void With_catchup_each_run_follows_the_one_before_until_the_end()
    {
        var schedule = Daily(catchup: true, end: Start.AddDays(2));
        var days = new List<DateTimeOffset?>();
        DagRunInfo? last = null;

        while (schedule.Next(last, Start.AddDays(30)) is { } run)
        {
            days.Add(run.LogicalDate);
            last = run;
        }

        days.ShouldBe([Start, Start.AddDays(1), Start.AddDays(2)]);
    }

    [Fact]
    public void Without_catchup_missed_runs_are_left_out() =>
        Daily(catchup: false, end: null).Next(null, Start.AddDays(30).AddHours(1))!.LogicalDate.ShouldBe(Start.AddDays(29));

    [Fact]
    public void A_stored_run_is_continued_from_like_the_one_it_was_made_for()
    {
        var schedule = Daily(catchup: true, end: null);
        var first = schedule.Next(null, Start)!;
        var stored = new DagRun
        {
            DagId = "d",
            RunId = "r",
            RunType = RunType.Scheduled,
            RunAfter = first.RunAfter,
            DataIntervalStart = first.DataInterval!.Value.Start,
            DataIntervalEnd = first.DataInterval!.Value.End,
        };

        DagSchedule.InfoOf(stored).ShouldBe(first);
        DagSchedule.InfoOf(null).ShouldBeNull();
    }

    [Fact]
    public void A_backfill_gets_the_runs_of_its_window_whatever_the_bounds_of_the_dag()
    {
        var schedule = Daily(catchup: false, end: Start);

        schedule.Between(Start.AddDays(10), Start.AddDays(12), Start.AddDays(40)).Select(run => run.LogicalDate)
            .ShouldBe([Start.AddDays(10), Start.AddDays(11), Start.AddDays(12)]);
    }

    [Fact]
    public void A_timetable_that_follows_the_clock_does_not_fill_a_window_for_ever() =>
        new DagSchedule(new Engine.Timetables.ContinuousTimetable(), new TimeRestriction(Start, null, false))
            .Between(Start, Start.AddDays(2), Start.AddDays(1)).Count().ShouldBeLessThan(3);

    [Fact]
    public void Dates_of_tasks_count_only_where_the_dag_has_none()
    {
        (DateTimeOffset?, DateTimeOffset?)[] tasks = [(Start.AddDays(1), Start.AddDays(5)), (Start.AddDays(2), null)];

        TimeRestriction.Of(null, null, false, tasks).ShouldBe(new TimeRestriction(Start.AddDays(1), null, false));
        TimeRestriction.Of(Start, Start.AddDays(9), false, tasks).ShouldBe(new TimeRestriction(Start, Start.AddDays(9), false));
        TimeRestriction.Of(null, null, true, []).ShouldBe(new TimeRestriction(null, null, true));
    }

    [Fact]
    public void A_timetable_of_a_plugin_is_refused_by_name() =>
        Should.Throw<TimetableException>(() => TimetableFactory.FromJson(JsonNode.Parse("""{"__type": "my.plugin.Timetable", "__var": {}}""")!))
            .Message.ShouldContain("my.plugin.Timetable");

    private static DagSchedule Daily(bool catchup, DateTimeOffset? end) => new(
        new Engine.Timetables.CronDataIntervalTimetable("@daily", ScheduleZone.Utc), new TimeRestriction(Start, end, catchup));
}
