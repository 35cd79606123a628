using System.Text.RegularExpressions;

namespace Airflow.Cli.Commands.Connections;

/// <summary>What the command line takes for a new connection's id; the database would take more.</summary>
internal static partial class ConnectionKey
{
    private const int MaxLength = 200;

    /// <summary>What is wrong with the id; null when nothing is.</summary>
    public static string? FindProblem(string id)
    {
        if (id.Length > MaxLength)
        {
            return $"The key has to be less than {MaxLength} characters";
        }

        return Allowed.IsMatch(id) ? null : $"The key '{id}' has to be made of alphanumeric characters, dashes, dots and underscores exclusively";
    }

    [GeneratedRegex(@"\A[\w.-]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Allowed { get; }
}
