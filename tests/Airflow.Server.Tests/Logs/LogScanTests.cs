using System.Text;
using Airflow.Server.Logs;

namespace Airflow.Server.Tests.Logs;

/// <summary>What is found in the lines of a log, and which lines they are.</summary>
public sealed class LogScanTests
{
    private const string Log = """
        {"event":"Begin","level":"info"}
        plain text with "error" in quotes

        {"event":"It BROKE at last","level":"error","error_detail":[{"exc_type":"TypeError","exc_value":"no such column"}]}
        {"event":"\u5931\u8d25","level":"warning"}
        {"event":"the end","level":"critical"}

        """;

    [Theory]
    [InlineData("broke", "", "2")]
    [InlineData("begin", "", "0")]
    [InlineData("quotes", "", "1")]
    [InlineData("\"error\"", "", "1")]
    [InlineData("such column", "", "2")]
    [InlineData("失败", "", "3")]
    [InlineData("", "error critical", "2 4")]
    [InlineData("", "info", "0 1")]
    [InlineData("e", "critical", "4")]
    [InlineData("event", "", "")]
    public void Lines_are_found_by_their_text_and_level(string text, string levels, string expected)
    {
        var scan = Scan(text, levels, default, 100);

        string.Join(' ', scan.Matches.Select(static match => match.Line)).ShouldBe(expected);
        scan.Place.ShouldBe(new LogPlace(5, Encoding.UTF8.GetByteCount(Log)));
    }

    [Fact]
    public void A_scan_that_has_enough_goes_on_where_it_was()
    {
        var first = Scan("e", "", default, 2);
        var second = Scan("e", "", first.Place, 100);

        first.Matches.Concat(second.Matches).Select(static match => match.Line).ShouldBe([0L, 1, 2, 4]);
    }

    [Fact]
    public void Of_a_wholeline_what_is_around_is_told()
    {
        var whole = new string('a', 500) + "HERE" + new string('b', 500);
        var scan = new LogScan(new LogQuestion("here", []), default, 1);
        scan.Add(new LogBlock(0, Encoding.UTF8.GetBytes($$"""{"event":"{{whole}}"}""" + "\n")));

        scan.Matches.ShouldHaveSingleItem().Excerpt.ShouldBe("…" + new string('a', 120) + "HERE" + new string('b', 120) + "…");
    }

    private static LogScan Scan(string text, string levels, LogPlace start, int most)
    {
        var scan = new LogScan(new LogQuestion(text, levels.Split(' ', StringSplitOptions.RemoveEmptyEntries)), start, most);
        scan.Add(new LogBlock(start.Offset, Encoding.UTF8.GetBytes(Log).AsMemory((int)start.Offset)));
        return scan;
    }
}
