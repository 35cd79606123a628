using Airflow.Cli.Parsing;
using Airflow.Engine.Timetables;

namespace Airflow.Cli.Tests.Parsing;

public sealed class DateInputTests
{
    [Theory]
    [InlineData("2026-01-05", "2026-01-04T23:00:00+00:00")]
    [InlineData("2026-07-05T12:30:00", "2026-07-05T10:30:00+00:00")]
    [InlineData("20260105T123000", "2026-01-05T11:30:00+00:00")]
    [InlineData("2026-01-05T00:00:00Z", "2026-01-05T00:00:00+00:00")]
    [InlineData("2026-01-05T00:00:00+05:30", "2026-01-04T18:30:00+00:00")]
    [InlineData("2026-01-05 00:00:00-0800", "2026-01-05T08:00:00+00:00")]
    [InlineData("2026-01-05T00:00:00.250000+00:00", "2026-01-05T00:00:00.250000+00:00")]
    [InlineData("Jan 5 2026", "2026-01-04T23:00:00+00:00")]
    public void Dates_without_an_offset_are_in_the_zone(string typed, string instant) =>
        Iso8601.Format(DateInput.Parse(typed).In(ScheduleZone.Parse("Europe/Berlin"))).ShouldBe(instant);

    [Theory]
    [InlineData("notadate")]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("2026-13-01")]
    [InlineData("2026-01-05T00:00:00+5")]
    public void Other_texts_are_refused(string typed) => Should.Throw<FormatException>(() => DateInput.Parse(typed));
}
