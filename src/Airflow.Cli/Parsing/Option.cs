using System.Globalization;

namespace Airflow.Cli.Parsing;

/// <summary>Makes options; flags are written as people know them, "-o/--output".</summary>
internal static class Option
{
    public static Argument<bool> Flag(string flags, string help) => new(static _ => true, false)
    {
        Flags = flags.Split('/'),
        Name = NameOf(flags),
        Help = help,
        Arity = Arity.Flag,
        Kind = "flag",
    };

    /// <summary>An option that is switched on, or off by --no- before its name; null when it is not given.</summary>
    public static Argument<bool?> Switch(string flag, string help) => new(static words => words.Count == 0, null)
    {
        Flags = [flag, $"--no-{flag.TrimStart('-')}"],
        Name = NameOf(flag),
        Help = help,
        Arity = Arity.Flag,
        Kind = "flag",
    };

    public static Argument<string?> Text(string flags, string help, string? defaultValue = null, string? metavar = null, bool isRequired = false) =>
        new(static words => words[^1], defaultValue)
        {
            Flags = flags.Split('/'),
            Name = NameOf(flags),
            Help = help,
            Metavar = metavar,
            IsRequired = isRequired,
        };

    /// <summary>An option whose value may be left out; without it, it is as if absent.</summary>
    public static Argument<string?> OptionalText(string flags, string help) => new(static words => words[^1], null)
    {
        Flags = flags.Split('/'),
        Name = NameOf(flags),
        Help = help,
        Arity = Arity.Optional,
    };

    public static Argument<string?> Choice(string flags, string help, string[] choices, string? defaultValue = null, string? metavar = null) =>
        new(static words => words[^1], defaultValue)
        {
            Flags = flags.Split('/'),
            Name = NameOf(flags),
            Help = help,
            Choices = choices,
            Metavar = metavar,
        };

    public static Argument<int> Int(string flags, string help, int defaultValue) => new(static words => ToInt(words[^1]), defaultValue)
    {
        Flags = flags.Split('/'),
        Name = NameOf(flags),
        Help = help,
        Kind = "int",
    };

    public static Argument<int?> OptionalInt(string flags, string help) => new(static words => ToInt(words[^1]), null)
    {
        Flags = flags.Split('/'),
        Name = NameOf(flags),
        Help = help,
        Kind = "int",
    };

    public static Argument<int> PositiveInt(string flags, string help, int defaultValue) =>
        new(static words => ToInt(words[^1]) is > 0 and var value ? value : throw new FormatException(), defaultValue)
        {
            Flags = flags.Split('/'),
            Name = NameOf(flags),
            Help = help,
            Kind = "positive int",
        };

    public static Argument<int> NonNegativeInt(string flags, string help, int defaultValue) =>
        new(static words => ToInt(words[^1]) is >= 0 and var value ? value : throw new FormatException(), defaultValue)
        {
            Flags = flags.Split('/'),
            Name = NameOf(flags),
            Help = help,
            Kind = "non-negative int",
        };

    public static Argument<DateInput?> Time(string flags, string help, bool isRequired = false) =>
        new(static words => DateInput.Parse(words[^1]), null)
        {
            Flags = flags.Split('/'),
            Name = NameOf(flags),
            Help = help,
            IsRequired = isRequired,
            Kind = "parse",
        };

    /// <summary>Names with commas between them; null when the option is absent.</summary>
    public static Argument<string[]?> Names(string flags, string help, string? metavar = null) =>
        new(static words => words[^1].Split(',', StringSplitOptions.TrimEntries), null)
        {
            Flags = flags.Split('/'),
            Name = NameOf(flags),
            Help = help,
            Metavar = metavar,
        };

    /// <summary>An option that may be given several times.</summary>
    public static Argument<string[]> Repeated(string flags, string help, string? metavar = null) => new(static words => [.. words], [])
    {
        Flags = flags.Split('/'),
        Name = NameOf(flags),
        Help = help,
        Metavar = metavar,
        IsRepeatable = true,
    };

    internal static int ToInt(string text) => int.Parse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static string NameOf(string flags) => flags[(flags.LastIndexOf('/') + 1)..].TrimStart('-').Replace('-', '_');
}
