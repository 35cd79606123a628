using System.Text.RegularExpressions;

namespace Airflow.Engine.Dags.Processing;

/// <summary>One line of an .airflowignore file, with the folder that it speaks of.</summary>
/// <param name="Folder">Folder of the file, relative to the bundle, with a slash at its end; empty for the bundle itself.</param>
/// <param name="Pattern">What is searched for in the path relative to the folder; a folder's path ends with a slash.</param>
/// <param name="Ignores">False for a line that takes back what an earlier one ignored.</param>
internal sealed record IgnoreRule(string Folder, Regex Pattern, bool Ignores)
{
    // a pattern of a user must not be able to stop the processor
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Reads a line; null when it says nothing or is no valid pattern.</summary>
    public static IgnoreRule? Parse(string line, string folder, IgnoreSyntax syntax)
    {
        try
        {
            return syntax == IgnoreSyntax.Regexp ? ParseRegexp(line, folder) : ParseGlob(line, folder);
        }
        catch (RegexParseException)
        {
            return null;
        }
    }

    public bool Matches(string path) =>
        path.StartsWith(Folder, StringComparison.Ordinal) && Pattern.IsMatch(path[Folder.Length..]);

    private static IgnoreRule? ParseRegexp(string line, string folder)
    {
        var comment = line.IndexOf('#', StringComparison.Ordinal);
        var pattern = (comment < 0 ? line : line[..comment]).Trim();
        return pattern.Length == 0 ? null : new IgnoreRule(folder, new Regex(pattern, RegexOptions.None, MatchTimeout), Ignores: true);
    }

    private static IgnoreRule? ParseGlob(string line, string folder)
    {
        var pattern = line.TrimStart();
        pattern = pattern.EndsWith("\\ ", StringComparison.Ordinal) ? pattern : pattern.TrimEnd();
        if (pattern.Length == 0 || pattern[0] == '#' || pattern is "/" or "!")
        {
            return null;
        }

        var ignores = pattern[0] != '!';
        return new IgnoreRule(folder, new Regex(GlobPattern.ToRegex(ignores ? pattern : pattern[1..]), RegexOptions.None, MatchTimeout), ignores);
    }
}
