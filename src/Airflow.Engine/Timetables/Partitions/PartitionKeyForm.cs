using System.Text;
using System.Text.RegularExpressions;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Makes the pattern that takes a formatted key apart again.</summary>
internal static partial class PartitionKeyForm
{
    private const string AnyWord = "\\w+";

    /// <summary>The pattern, with a group for each directive and placeholder.</summary>
    /// <exception cref="ArgumentException">The format uses one twice, or its parts cannot be told apart.</exception>
    public static Regex Of(string format)
    {
        var pattern = new StringBuilder("^");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var isAfterAnyWord = false;
        foreach (var part in Parts().Matches(format).Select(match => match.Value))
        {
            var (name, form) = Group(part);
            if (name is null)
            {
                pattern.Append(Regex.Escape(part));
                isAfterAnyWord = false;
                continue;
            }
            if (!Identifier().IsMatch(name) || !seen.Add(name) || (form == AnyWord && isAfterAnyWord))
            {
                throw new ArgumentException($"'{part}' cannot stand where it does in {format}: each part appears once, and two open ones need something between them.", nameof(format));
            }
            pattern.Append($"(?<{name}>{form})");
            isAfterAnyWord = form == AnyWord;
        }
        return new Regex(pattern.Append('$').ToString(), RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private static (string? Name, string Form) Group(string part) => part switch
    {
        "%Y" => ("Y", "[0-9]{4}"),
        ['%', 'm' or 'd' or 'H' or 'M' or 'S' or 'V' or 'U' or 'W'] => (part[1..], "[0-9]{2}"),
        "{quarter}" => ("quarter", "[1-4]"),
        ['{', .., '}'] => (part[1..^1], AnyWord),
        _ => (null, ""),
    };

    [GeneratedRegex(@"%[YmdHMSVUW]|\{[^}]*\}|.", RegexOptions.Singleline, 1000)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^[A-Za-z_]\w*$", RegexOptions.None, 1000)]
    private static partial Regex Identifier();
}
