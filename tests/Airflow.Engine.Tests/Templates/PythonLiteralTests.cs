using Airflow.Engine.Templates;

namespace Airflow.Engine.Tests.Templates;

public sealed class PythonLiteralTests
{
    [Theory]
    [InlineData("[1, (2, 'x'), {'a': None}]", "[1, (2, 'x'), {'a': None}]")]
    [InlineData("1_000", "1000")]
    [InlineData("-0x1F", "-31")]
    [InlineData("'a' \"b\"", "'ab'")]
    [InlineData("r'\\n'", "'\\\\n'")]
    [InlineData("1.50", "1.5")]
    [InlineData("(1,)", "(1,)")]
    [InlineData("\n\n5", "5")]
    [InlineData("5  # five", "5")]
    public void A_literal_is_read(string text, string repr)
    {
        PythonLiteral.TryParse(text, out var value).ShouldBeTrue();
        PyText.Repr(value).ShouldBe(repr);
    }

    [Theory]
    [InlineData(" 5")]
    [InlineData("007")]
    [InlineData("1 + 1")]
    [InlineData("--5")]
    [InlineData("true")]
    [InlineData("[1, 2")]
    [InlineData("{[]: 1}")]
    [InlineData("f'x'")]
    [InlineData("'open")]
    [InlineData("")]
    [InlineData("5 6")]
    [InlineData("1__0")]
    public void What_is_no_literal_stays_a_text(string text) => PythonLiteral.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Endless_brackets_are_no_literal() => PythonLiteral.TryParse(new string('[', 100_000), out _).ShouldBeFalse();
}
