namespace Airflow.Cli.Legacy;

/// <summary>An old flag of a command and what becomes of it.</summary>
internal sealed record LegacyFlag(string[] Spellings, bool TakesValue, string Becomes)
{
    public const string Same = "same";
    public const string Drop = "drop";
    public const string Refuse = "refuse";
    public const string Positional = "positional";

    /// <summary>The command that the flag chooses; null when it chooses none.</summary>
    public string? Command => Becomes.StartsWith('!') ? Becomes[1..].Replace('_', ' ') : null;

    public static LegacyFlag Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var spellings = colon < 0 ? text : text[..colon];
        var takesValue = spellings.EndsWith('=');
        var names = spellings.TrimEnd('=').Split('/');
        return new LegacyFlag(names, takesValue, colon < 0 ? Same : text[(colon + 1)..]);
    }

    public bool Matches(string word) => Array.Exists(Spellings, spelling => Normalize(spelling) == Normalize(word));

    /// <summary>1.10 wrote underscores where dashes are now; both are understood.</summary>
    private static string Normalize(string flag) => flag.StartsWith("--", StringComparison.Ordinal) ? flag.Replace('_', '-') : flag;
}
