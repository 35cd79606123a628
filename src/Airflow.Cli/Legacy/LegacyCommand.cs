namespace Airflow.Cli.Legacy;

/// <summary>
/// A command as releases 1.10 and 2.x spelt it. <see cref="Present"/> is what it is now, or null when nothing takes its place;
/// <see cref="Flags"/> lists the flags that need care, one a word: <c>-e/--exec_date=:--logical-date</c> — the spellings; "=" when it takes
/// a value; after ":" its present name, <c>drop</c>, <c>refuse</c>, <c>positional</c>, or <c>!group_verb</c> when it chooses the command.
/// </summary>
internal sealed record LegacyCommand(string Old, string? Present, string Flags = "")
{
    /// <summary>What to do instead, for a command that is refused.</summary>
    public string Advice { get; init; } = "";

    /// <summary>What is different now, for the line on stderr.</summary>
    public string Remark { get; init; } = "";

    /// <summary>What it did was chosen by flags alone: a bare word after it is a mistyped command of the present group.</summary>
    public bool BeginsWithFlag { get; init; }

    /// <summary>The flag that its bare word is given by now; the name alone, without any word after it, is the present group then.</summary>
    public string? PositionalFlag { get; init; }

    /// <summary>Two present flags of which one alone stood for both.</summary>
    public IReadOnlyList<string> Twins { get; init; } = [];

    public LegacyFlag[] ParseFlags() => [.. Flags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(LegacyFlag.Parse)];

    /// <summary>Whether a word is one of its flags.</summary>
    public bool Knows(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? word : word[..equals];
        return word.StartsWith('-') && Array.Exists(ParseFlags(), flag => flag.Matches(name));
    }
}
