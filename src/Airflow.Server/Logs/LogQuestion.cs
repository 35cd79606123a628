using System.Buffers;
using System.Text.RegularExpressions;

namespace Airflow.Server.Logs;

/// <summary>What is looked for in logs: a text, whatever its case, and levels.</summary>
internal sealed partial class LogQuestion
{
    private const int Around = 120;
    private readonly string text;
    private readonly IReadOnlyCollection<string> levels;
    private readonly SearchValues<string>? needles;

    /// <param name="text">The text; empty: any.</param>
    /// <param name="levels">The levels; none: all of them. A line without one counts as info.</param>
    public LogQuestion(string text, IReadOnlyCollection<string> levels)
    {
        this.text = text;
        this.levels = levels;
        var needle = Plain().Matches(text).Select(static run => run.Value).MaxBy(static run => run.Length);
        needles = needle is not null ? SearchValues.Create([needle], StringComparison.OrdinalIgnoreCase)
            : text.Length == 0 && levels.Count > 0 && !levels.Contains("info") ? SearchValues.Create([.. levels.Select(static level => $"\"{level}\"")], StringComparison.OrdinalIgnoreCase)
            : null;
    }

    /// <summary>Whether every line has to be taken apart, as nothing is known that stands in those that are looked for.</summary>
    public bool IsSlow => needles is null;

    /// <summary>Where the next line begins that may be one of those; the length, when there is none.</summary>
    /// <param name="bytes">Lines of a log.</param>
    /// <param name="letters">The same, each byte as a letter.</param>
    /// <param name="from">The beginning of a line.</param>
    public int NextLine(ReadOnlySpan<byte> bytes, ReadOnlySpan<char> letters, int from)
    {
        if (needles is null)
        {
            return from;
        }

        var hit = letters[from..].IndexOfAny(needles);
        return hit < 0 ? bytes.Length : from + bytes[from..(from + hit)].LastIndexOf((byte)'\n') + 1;
    }

    /// <summary>What is around the text in a line; null when the line is not looked for.</summary>
    /// <param name="message">The line.</param>
    public string? Find(LogMessage message)
    {
        if (levels.Count > 0 && !levels.Contains(message.Level ?? "info", StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        return Excerpt(message.Event) ?? Excerpt(message.Raised ?? "");
    }

    private string? Excerpt(string whole)
    {
        var at = whole.IndexOf(text, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var (from, to) = (Math.Max(0, at - Around), Math.Min(whole.Length, at + text.Length + Around));
        return (from > 0 ? "…" : "") + whole[from..to] + (to < whole.Length ? "…" : "");
    }

    /// <summary>Letters that no writer of JSON writes in another way.</summary>
    [GeneratedRegex(@"[A-Za-z0-9 .,:;_\-=()\[\]{}@#$%*!?|~]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();
}
