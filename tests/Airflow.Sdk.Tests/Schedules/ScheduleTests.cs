namespace Airflow.Tests.Schedules;

public sealed class ScheduleTests
{
    private static readonly Asset A = new("s3://a");
    private static readonly Asset B = new("s3://b");
    private static readonly Asset C = new("s3://c");

    [Fact]
    public void Texts_and_spans_leave_the_kind_of_timetable_to_the_configuration()
    {
        ((Schedule)"0 3 * * *").Expression.ShouldBe("0 3 * * *");
        ((Schedule)"@daily").Timetable.ShouldBeNull();
        ((Schedule)TimeSpan.FromHours(2)).Delta.ShouldBe(TimeSpan.FromHours(2));
        Schedule.Cron("0 3 * * *").Expression.ShouldBe("0 3 * * *");
    }

    [Fact]
    public void Presets_without_a_clock_are_timetables()
    {
        ((Schedule)"@once").Timetable.ShouldBeOfType<OnceTimetable>();
        ((Schedule)"@continuous").Timetable.ShouldBeOfType<ContinuousTimetable>();
        new Dag("d").Schedule.Timetable.ShouldBeOfType<NullTimetable>();
    }

    [Fact]
    public void Factories_make_Airflows_timetables()
    {
        Schedule.Cron("0 3 * * *", "Europe/Berlin").Timetable.ShouldBe(new CronTriggerTimetable("0 3 * * *", "Europe/Berlin"));
        Schedule.Cron("0 1 * * *", "0 2 * * *", "0 3 * * *").Timetable.ShouldBeOfType<MultipleCronTriggerTimetable>().Expressions.Count.ShouldBe(3);
        Schedule.AssetOrTime("@daily", A).Timetable.ShouldBe(new AssetOrTimeSchedule(new CronTriggerTimetable("@daily"), A));
        Schedule.Events(DateTimeOffset.UnixEpoch).Timetable.ShouldBeOfType<EventsTimetable>().Events.ShouldHaveSingleItem();
        ((Schedule)new CronDataIntervalTimetable("@daily")).Timetable.ShouldBe(new CronDataIntervalTimetable("@daily"));
    }

    [Fact]
    public void Assets_are_joined_flat_from_left_to_right()
    {
        Condition(A & B & C).ShouldBeOfType<AssetAll>().Parts.ShouldBe([A, B, C]);
        Condition(A | B | C).ShouldBeOfType<AssetAny>().Parts.ShouldBe([A, B, C]);
        Condition(A & (B | C)).ShouldBeOfType<AssetAll>().Parts[1].ShouldBeOfType<AssetAny>();
        Condition(A).ShouldBeOfType<AssetAll>().Parts.ShouldBe([A]);
        Condition(Schedule.Assets(A, new AssetAlias("x"), AssetRef.ByName("y"))).ShouldBeOfType<AssetAll>().Parts.Count.ShouldBe(3);
    }

    [Fact]
    public void An_asset_is_its_name_and_URI()
    {
        new Asset("a", "s3://a").ShouldBe(new Asset("a", "s3://a") { Group = "g" });
        new Asset("s3://a").Name.ShouldBe("s3://a");
        Should.Throw<ArgumentException>(() => new Asset(" "));
        Should.Throw<ArgumentException>(() => new Asset(new string('a', 1501))).Message.ShouldContain("at most 1500");
    }

    private static AssetExpression Condition(Schedule schedule) => schedule.Timetable.ShouldBeOfType<AssetTriggeredTimetable>().Condition;
}
