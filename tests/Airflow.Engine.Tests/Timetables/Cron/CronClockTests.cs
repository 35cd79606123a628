using System.Globalization;
using Airflow.Engine.Timetables;
using Airflow.Engine.Timetables.Cron;

namespace Airflow.Engine.Tests.Timetables.Cron;

public sealed class CronClockTests
{
    [Theory]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z")]
    [InlineData("*/15 * * * *", "America/New_York", "2026-11-01T00:00Z")]
    [InlineData("0 * * * *", "Asia/Kathmandu", "2026-01-01T00:00Z")]
    public void Ticks_only_move_forward_across_clock_changes(string text, string zone, string from)
    {
        var clock = new CronClock(text, ScheduleZone.Parse(zone));
        var at = Instant(from);

        for (var step = 0; step < 60; step++)
        {
            var next = clock.Next(at);
            next.ShouldBeGreaterThan(at);
            clock.AlignToNext(next).ShouldBe(next);
            at = next;
        }
    }

    [Fact]
    public void The_wall_clock_of_the_zone_counts()
    {
        var clock = new CronClock("0 9 * * *", ScheduleZone.Parse("Europe/Berlin"));

        clock.Next(Instant("2026-01-10T00:00Z")).ShouldBe(Instant("2026-01-10T08:00Z"));
        clock.Next(Instant("2026-07-10T00:00Z")).ShouldBe(Instant("2026-07-10T07:00Z"));
    }

    [Fact]
    public void A_zone_that_does_not_exist_is_refused() => Should.Throw<TimetableException>(() => ScheduleZone.Parse("Mars/Olympus"));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
