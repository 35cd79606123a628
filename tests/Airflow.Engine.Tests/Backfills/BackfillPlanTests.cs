using Airflow.Engine.Backfills;
using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tests.Scheduling;
using Airflow.Engine.Timetables;
using Airflow.Engine.Timetables.Cron;

namespace Airflow.Engine.Tests.Backfills;

public sealed class BackfillPlanTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Start.AddDays(30);

    [Fact]
    public void Runs_whose_interval_is_not_over_are_left_out() =>
        Plan(Ask(28, 40)).Select(planned => planned.Run.LogicalDate).ShouldBe([Start.AddDays(28)]);

    [Fact]
    public void A_new_run_is_named_after_its_date_and_has_the_conf()
    {
        var planned = Plan(Ask(1, 1) with { Conf = """{"k":1}""", User = "ann" }).ShouldHaveSingleItem();

        planned.IsReprocessed.ShouldBeFalse();
        var run = planned.Run;
        (run.RunId, run.RunType, run.State, run.Conf, run.TriggeredBy, run.TriggeringUserName).ShouldBe(
            ("backfill__2026-01-03T00:00:00+00:00", RunType.Backfill, RunState.Queued, """{"k":1}""", "backfill", "ann"));
        (run.DataIntervalStart, run.DataIntervalEnd, run.RunAfter).ShouldBe((Start.AddDays(1), Start.AddDays(2), Start.AddDays(2)));
    }

    [Fact]
    public void Backwards_the_latest_comes_first() =>
        Plan(Ask(1, 3) with { RunBackwards = true }).Select(planned => planned.Run.LogicalDate).ShouldBe([Start.AddDays(3), Start.AddDays(2), Start.AddDays(1)]);

    [Theory]
    [InlineData(ReprocessBehavior.None, RunState.Success, "already exists")]
    [InlineData(ReprocessBehavior.None, RunState.Failed, "already exists")]
    [InlineData(ReprocessBehavior.Failed, RunState.Success, "already exists")]
    [InlineData(ReprocessBehavior.Failed, RunState.Failed, null)]
    [InlineData(ReprocessBehavior.Completed, RunState.Success, null)]
    [InlineData(ReprocessBehavior.Completed, RunState.Failed, null)]
    [InlineData(ReprocessBehavior.Completed, RunState.Running, "in flight")]
    [InlineData(ReprocessBehavior.Completed, RunState.Queued, "in flight")]
    public void A_run_that_is_there_runs_again_when_that_is_asked(ReprocessBehavior behavior, RunState state, string? reason)
    {
        var there = new DagRun { Id = 7, DagId = "d", RunId = "there", RunType = RunType.Manual, State = state, LogicalDate = Start.AddDays(2), RunAfter = Start };

        var planned = Plan(Ask(1, 3) with { ReprocessBehavior = behavior }, there);

        planned.Count.ShouldBe(3);
        planned[1].ShouldBe(new PlannedRun(there, reason is null, reason));
        planned[0].IsAttempted.ShouldBeTrue();
    }

    [Fact]
    public void A_partition_gets_another_run_instead_of_the_old_one_running_again()
    {
        var zone = ScheduleZone.Parse("UTC");
        var schedule = new DagSchedule(new Engine.Timetables.CronPartitionTimetable(new CronClock("0 0 * * *", zone)), TimeRestriction.Of(Start, null, false, []));
        var request = Ask(1, 2) with { ReprocessBehavior = ReprocessBehavior.Completed };
        var there = new DagRun { Id = 7, DagId = "d", RunId = "there", RunType = RunType.Manual, State = RunState.Success, PartitionKey = "2026-01-02T00:00:00", RunAfter = Start };

        var infos = BackfillPlan.Infos(schedule, request, Now);
        var planned = BackfillPlan.Plan(Dag(), Record, infos, [there], request, Now);

        infos.Select(info => info.PartitionKey).ShouldBe(["2026-01-02T00:00:00", "2026-01-03T00:00:00"]);
        planned.ShouldAllBe(one => one.IsAttempted && !one.IsReprocessed && one.Run.Id == 0);
    }

    [Fact]
    public void A_span_that_nobody_can_want_is_refused()
    {
        var schedule = new DagSchedule(new Engine.Timetables.CronDataIntervalTimetable(new CronClock("* * * * *", ScheduleZone.Parse("UTC"))), TimeRestriction.Of(Start, null, false, []));
        var request = Ask(0, 0) with { From = DateTimeOffset.UnixEpoch };

        Should.Throw<AirflowException>(() => BackfillPlan.Infos(schedule, request, Now)).Code.ShouldBe(BackfillErrors.Invalid);
    }

    private static DagRecord Record { get; } = new() { DagId = "d", FileLocation = "/dags/d.cs", RelativeFileLocation = "d.cs", BundleName = "dags-folder" };

    private static BackfillRequest Ask(int from, int to) => new() { DagId = "d", From = Start.AddDays(from), To = Start.AddDays(to) };

    private static IReadOnlyList<PlannedRun> Plan(BackfillRequest request, params DagRun[] present)
    {
        var schedule = new DagSchedule(new Engine.Timetables.CronDataIntervalTimetable(new CronClock("0 0 * * *", ScheduleZone.Parse("UTC"))), TimeRestriction.Of(Start, null, false, []));
        return BackfillPlan.Plan(Dag(), Record, BackfillPlan.Infos(schedule, request, Now), present, request, Now);
    }

    private static ScheduledDag Dag() => new(new DagVersionRecord(Guid.CreateVersion7(Now), "d", 1, "dags-folder", null, Now), new TestDag("d").Task("a").Document());
}
