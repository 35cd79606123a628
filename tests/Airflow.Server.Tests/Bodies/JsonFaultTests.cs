using Airflow.Server.Bodies;

namespace Airflow.Server.Tests.Bodies;

/// <summary>What Python's reader says, taken down from Python 3.11.</summary>
public sealed class JsonFaultTests
{
    [Theory]
    [InlineData("{", "Expecting property name enclosed in double quotes", 1)]
    [InlineData("{x", "Expecting property name enclosed in double quotes", 1)]
    [InlineData("{\"a\" 1}", "Expecting ':' delimiter", 5)]
    [InlineData("{\"a\":}", "Expecting value", 5)]
    [InlineData("{\"a\": 1,}", "Expecting property name enclosed in double quotes", 8)]
    [InlineData("{\"a\": 1 \"b\"", "Expecting ',' delimiter", 8)]
    [InlineData("[1, 2", "Expecting ',' delimiter", 5)]
    [InlineData("[1,]", "Expecting value", 3)]
    [InlineData("\"abc", "Unterminated string starting at", 0)]
    [InlineData("[\"a\nb\"]", "Invalid control character at", 3)]
    [InlineData("\"\\x\"", "Invalid \\escape", 1)]
    [InlineData("{} {}", "Extra data", 3)]
    [InlineData("nul", "Expecting value", 0)]
    [InlineData("[\"\U0001F600\", x]", "Expecting value", 6)]
    public void The_fault_and_its_place_are_told(string text, string message, int place) => JsonFault.Find(text).ShouldBe((message, place));

    [Theory]
    [InlineData("{\"a\": [1, -2.5e3, true, null, \"\\u00e9\"]}")]
    [InlineData(" [NaN, -Infinity] ")]
    public void What_Python_reads_has_none(string text) => JsonFault.Find(text).ShouldBeNull();

    [Fact]
    public void Depth_is_bounded() => JsonFault.Find(new string('[', 100_000)).ShouldNotBeNull();
}
