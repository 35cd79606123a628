namespace Airflow.Cli.Parsing;

/// <summary>Makes positional arguments.</summary>
internal static class Positional
{
    public static Argument<string> Text(string name, string help, string? metavar = null) => new(static words => words[0], "")
    {
        Name = name,
        Help = help,
        Metavar = metavar,
        IsRequired = true,
    };

    public static Argument<string> Choice(string name, string help, string[] choices) => new(static words => words[0], "")
    {
        Name = name,
        Help = help,
        Choices = choices,
        IsRequired = true,
    };

    public static Argument<string?> Optional(string name, string help, string? metavar = null) => new(static words => words[0], null)
    {
        Name = name,
        Help = help,
        Metavar = metavar,
        Arity = Arity.Optional,
    };

    public static Argument<int> Int(string name, string help) => new(static words => Option.ToInt(words[0]), 0)
    {
        Name = name,
        Help = help,
        IsRequired = true,
        Kind = "int",
    };

    public static Argument<DateInput?> OptionalTime(string name, string help) => new(static words => DateInput.Parse(words[0]), null)
    {
        Name = name,
        Help = help,
        Arity = Arity.Optional,
        Kind = "parse",
    };

    public static Argument<string[]> Any(string name, string help, string? metavar = null) => new(static words => [.. words], [])
    {
        Name = name,
        Help = help,
        Metavar = metavar,
        Arity = Arity.Any,
    };
}
