using System.Text;
using Airflow.Storage.Sqlite;

namespace Airflow.Storage.Tests.Sqlite;

public sealed class SqliteTimeTests
{
    public static TheoryData<string, string> Times { get; } = new()
    {
        { "2026-03-01T12:00:00Z", "2026-03-01 12:00:00.000000" },
        { "2026-12-31T23:59:59.9999999Z", "2026-12-31 23:59:59.999999" },
        { "0001-01-01T00:00:00.000001Z", "0001-01-01 00:00:00.000001" },
        { "2026-03-01T00:30:00.5+02:00", "2026-02-28 22:30:00.500000" },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public void A_time_is_utc_text_with_microseconds(string time, string text) => SqliteTime.Format(DateTimeOffset.Parse(time)).ShouldBe(text);

    [Theory]
    [InlineData("2026-03-01 12:00:00.123456", "2026-03-01T12:00:00.123456Z")]
    [InlineData("2026-03-01 12:00:00", "2026-03-01T12:00:00Z")]
    [InlineData("2026-03-01 12:00:00.5", "2026-03-01T12:00:00.5Z")]
    [InlineData("2026-03-01T12:00:00.123456+01:00", "2026-03-01T11:00:00.123456Z")]
    public void Text_of_other_hands_is_read_too(string text, string time) =>
        SqliteTime.Parse(Encoding.UTF8.GetBytes(text)).ShouldBe(DateTimeOffset.Parse(time));

    [Fact]
    public void Later_times_compare_greater_as_text()
    {
        var start = new DateTimeOffset(1999, 12, 31, 23, 59, 59, TimeSpan.Zero);
        var times = Enumerable.Range(0, 2000).Select(i => start.AddTicks(i * 7_654_321_990L)).ToList();

        times.Select(SqliteTime.Format).ShouldBe(times.Select(SqliteTime.Format).Order(StringComparer.Ordinal));
        times.Select(time => SqliteTime.Parse(Encoding.UTF8.GetBytes(SqliteTime.Format(time)))).ShouldBe(times);
    }
}
