using Airflow.Server.Bodies;

namespace Airflow.Server.Tests.Bodies;

/// <summary>Times and dates as pydantic reads them, its words taken down from it.</summary>
public sealed class TimeTextTests
{
    [Theory]
    [InlineData("yesterday", "input is too short")]
    [InlineData("01/02/2025", "invalid character in year")]
    [InlineData("2025/01/01", "invalid date separator, expected `-`")]
    [InlineData("2025-aa-01", "invalid character in month")]
    [InlineData("2025-13-01T00:00:00Z", "month value is outside expected range of 1-12")]
    [InlineData("2025-01-0aT", "invalid character in day")]
    [InlineData("2025-02-30", "day value is outside expected range")]
    [InlineData("2025-01-01T25:00:00Z", "unexpected extra characters at the end of the input")]
    public void What_is_no_time_is_told_as_what_keeps_it_from_being_a_date(string text, string reason)
    {
        var problem = Problems.NotTime(["query", "x"], text);

        ((string?)problem["type"]).ShouldBe("datetime_from_date_parsing");
        ((string?)problem["msg"]).ShouldBe($"Input should be a valid datetime or date, {reason}");
        ((string?)problem["ctx"]!["error"]).ShouldBe(reason);
    }

    [Theory]
    [InlineData("2025-01-01")]
    [InlineData("2025-01-01T00:00")]
    public void A_time_without_a_zone_lacks_just_that(string text) => ((string?)Problems.NotTime(["x"], text)["type"]).ShouldBe("timezone_aware");

    [Theory]
    [InlineData("1735689600", "2025-01-01T00:00:00Z")]
    [InlineData("1735689600.5", "2025-01-01T00:00:00.500000Z")]
    [InlineData("1735689600000", "2025-01-01T00:00:00Z")]
    [InlineData("-5", "1969-12-31T23:59:55Z")]
    public void Seconds_and_milliseconds_since_1970_are_times(string text, string time)
    {
        Wire.TryTime(text, out var read).ShouldBeTrue();
        ((string?)Wire.Time(read)).ShouldBe(time);
    }

    [Theory]
    [InlineData("2025-01-03", true)]
    [InlineData("2025-01-03T00:00:00Z", true)]
    [InlineData("2025-01-03T00:00:00+02:00", true)]
    [InlineData("2025-01-03T12:00:00Z", false)]
    [InlineData("soon", false)]
    public void A_date_may_be_the_midnight_it_begins_with(string text, bool isDate)
    {
        Wire.TryDate(text, out var date).ShouldBe(isDate);
        if (isDate)
        {
            date.ShouldBe(new DateOnly(2025, 1, 3));
        }
    }
}
