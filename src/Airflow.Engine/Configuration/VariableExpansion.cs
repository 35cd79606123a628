using System.Text.RegularExpressions;

namespace Airflow.Engine.Configuration;

/// <summary>Replaces $VAR, ${VAR} and a leading ~ until nothing changes; unknown variables stay.</summary>
internal static partial class VariableExpansion
{
    private const int MaxRounds = 64;
    private const int MaxLength = 1 << 20;

    public static string Apply(string text, IReadOnlyDictionary<string, string> environment, string origin)
    {
        for (var round = 0; round < MaxRounds && text.Length < MaxLength; round++)
        {
            var expanded = ApplyOnce(text, environment);
            if (string.Equals(expanded, text, StringComparison.Ordinal))
            {
                return text;
            }

            text = expanded;
        }

        throw new AirflowConfigException("config_interpolation", $"The variables in the value of {origin} refer to each other without end.");
    }

    private static string ApplyOnce(string text, IReadOnlyDictionary<string, string> environment)
    {
        if (text.StartsWith('~') && (text.Length == 1 || text[1] == '/') && environment.TryGetValue("HOME", out var home))
        {
            text = home.TrimEnd('/') + text[1..];
            text = text.Length == 0 ? "/" : text;
        }

        return text.Contains('$', StringComparison.Ordinal)
            ? Variable.Replace(text, match => environment.TryGetValue(NameOf(match), out var value) ? value : match.Value)
            : text;
    }

    private static string NameOf(Match match) => match.Groups["braced"].Success ? match.Groups["braced"].Value : match.Groups["bare"].Value;

    [GeneratedRegex(@"\$(?:(?<bare>[A-Za-z0-9_]+)|\{(?<braced>[^}]*)\})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable { get; }
}
