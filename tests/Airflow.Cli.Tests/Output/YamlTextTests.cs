using Airflow.Cli.Output;

namespace Airflow.Cli.Tests.Output;

/// <summary>The expected texts are what PyYAML with libyaml writes for the same values.</summary>
public sealed class YamlTextTests
{
    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("", "''")]
    [InlineData("True", "'True'")]
    [InlineData("12", "'12'")]
    [InlineData("1.5", "'1.5'")]
    [InlineData("null", "'null'")]
    [InlineData("None", "None")]
    [InlineData("2026-01-05", "'2026-01-05'")]
    [InlineData("2026-01-05T00:00:00+00:00", "'2026-01-05T00:00:00+00:00'")]
    [InlineData("0 2 * * *", "0 2 * * *")]
    [InlineData("@daily", "'@daily'")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("a #b", "'a #b'")]
    [InlineData("- x", "'- x'")]
    [InlineData("-x", "-x")]
    [InlineData("it's", "it's")]
    [InlineData("'it", "'''it'")]
    [InlineData("tab\there", "\"tab\\there\"")]
    [InlineData("grün", "\"gr\\xFCn\"")]
    [InlineData("[x]", "'[x]'")]
    [InlineData("12:30", "'12:30'")]
    [InlineData("0x1f", "'0x1f'")]
    [InlineData("=", "'='")]
    [InlineData(" lead", "' lead'")]
    public void Texts_are_quoted_only_where_they_must_be(string text, string yaml) =>
        YamlText.Render(new Dictionary<string, object?> { ["k"] = text }).ShouldBe($"k: {yaml}\n");

    [Fact]
    public void Keys_are_sorted_and_lists_stand_under_their_key() =>
        YamlText.Render(new List<object?>
        {
            new Dictionary<string, object?> { ["b"] = new List<object?> { "x", new Dictionary<string, object?> { ["q"] = "1", ["p"] = null } }, ["a"] = new List<object?>() },
        }).ShouldBe("- a: []\n  b:\n  - x\n  - p: null\n    q: '1'\n");

    [Fact]
    public void Long_texts_are_folded_after_column_80() =>
        YamlText.Render(new Dictionary<string, object?> { ["k"] = string.Join(' ', Enumerable.Repeat("word", 20)) })
            .ShouldBe("k: word word word word word word word word word word word word word word word word\n  word word word word\n");
}
