using Airflow.Cli.Parsing;

namespace Airflow.Cli.Tests.Parsing;

public sealed class ArgumentParserTests
{
    private static readonly Argument<string> DagId = Positional.Text("dag_id", "Which.");
    private static readonly Argument<string?> Extra = Positional.Optional("extra", "More.");
    private static readonly Argument<string?> Output = Option.Choice("-o/--output", "How.", ["table", "json"], "table");
    private static readonly Argument<int> Limit = Option.PositiveInt("-n/--limit", "How many.", 1);
    private static readonly Argument<bool> Verbose = Option.Flag("-v/--verbose", "More.");
    private static readonly Argument<bool> Yes = Option.Flag("-y/--yes", "Do not ask.");
    private static readonly Argument<string[]> Bundle = Option.Repeated("-B/--bundle-name", "Which.");
    private static readonly Argument<DateInput?> Start = Option.Time("-s/--start-date", "From.");
    private static readonly Argument<string?> State = Option.Text("--state", "Which.");

    private static ParsedArguments Parse(params string[] words) =>
        new ArgumentParser(new CommandHelp("airflow x", "Does x.", [DagId, Extra, Bundle, Limit, Output, Start, State, Verbose, Yes])).Parse(words);

    private static string ErrorOf(params string[] words) => Should.Throw<UsageException>(() => Parse(words)).Message;

    [Theory]
    [InlineData("a", "--output", "json")]
    [InlineData("--output=json", "a")]
    [InlineData("-o", "json", "a")]
    [InlineData("-ojson", "a")]
    [InlineData("a", "--out", "json")]
    [InlineData("-vojson", "a")]
    public void Every_spelling_of_an_option_is_read(params string[] words)
    {
        var parsed = Parse(words);

        parsed.Get(Output).ShouldBe("json");
        parsed.Get(DagId).ShouldBe("a");
    }

    [Fact]
    public void Positionals_and_options_mix_in_any_order()
    {
        var parsed = Parse("-v", "a", "-n", "3", "b", "-y");

        parsed.Get(DagId).ShouldBe("a");
        parsed.Get(Extra).ShouldBe("b");
        parsed.Get(Limit).ShouldBe(3);
        parsed.Get(Yes).ShouldBeTrue();
    }

    [Fact]
    public void Two_dashes_end_the_options() => Parse("--", "-v").Get(DagId).ShouldBe("-v");

    [Fact]
    public void A_negative_number_is_a_value() => Parse("-1").Get(DagId).ShouldBe("-1");

    [Fact]
    public void A_repeated_option_keeps_its_last_value() => Parse("a", "-o", "json", "-o", "table").Get(Output).ShouldBe("table");

    [Fact]
    public void A_repeatable_option_collects() => Parse("a", "-B", "x", "--bundle-name=y").Get(Bundle).ShouldBe(["x", "y"]);

    [Fact]
    public void Unknown_words_are_collected() => Parse("a", "b", "--nope", "c").Unrecognized.ShouldBe(["--nope", "c"]);

    [Fact]
    public void Absent_options_have_their_defaults()
    {
        var parsed = Parse("a");

        parsed.Get(Limit).ShouldBe(1);
        parsed.Get(Extra).ShouldBeNull();
        parsed.Get(Verbose).ShouldBeFalse();
        parsed.IsGiven(Limit).ShouldBeFalse();
    }

    [Fact]
    public void Help_wins_over_what_is_missing() => Parse("-h").IsHelpRequested.ShouldBeTrue();

    [Fact]
    public void Errors_speak_as_Airflow_does()
    {
        ErrorOf().ShouldBe("the following arguments are required: dag_id");
        ErrorOf("a", "-o", "xml").ShouldBe("argument -o/--output: invalid choice: 'xml' (choose from 'table', 'json')");
        ErrorOf("a", "-n", "0").ShouldBe("argument -n/--limit: invalid positive int value: '0'");
        ErrorOf("a", "-s", "notadate").ShouldBe("argument -s/--start-date: invalid parse value: 'notadate'");
        ErrorOf("a", "--st", "x").ShouldBe("ambiguous option: --st could match --start-date, --state");
        ErrorOf("a", "-o").ShouldBe("argument -o/--output: expected one argument");
        ErrorOf("a", "--yes=1").ShouldBe("argument -y/--yes: ignored explicit argument '1'");
        ErrorOf("a", "-yx").ShouldBe("argument -y/--yes: ignored explicit argument 'x'");
    }
}
