using System.Text;
using System.Text.RegularExpressions;

namespace Airflow.Engine.Dags.Processing;

/// <summary>Turns a pattern of .gitignore into a regular expression over a path with forward slashes.</summary>
internal static class GlobPattern
{
    public static string ToRegex(string pattern)
    {
        var onlyFolders = pattern.EndsWith('/');
        var segments = pattern.Trim('/').Split('/').ToList();
        var anchored = pattern[0] == '/' || segments.Count > 1;
        if (!anchored)
        {
            segments.Insert(0, "**");
        }

        var regex = new StringBuilder("^");
        for (var i = 0; i < segments.Count; i++)
        {
            AppendSegment(regex, segments, i);
        }

        // what is in an ignored folder is ignored, too; a pattern that names only folders does not touch a file of that name
        regex.Append(segments[^1] == "**" ? "" : onlyFolders ? "/.*" : "(?:/.*)?");
        return regex.Append('$').ToString();
    }

    private static void AppendSegment(StringBuilder regex, List<string> segments, int index)
    {
        var isLast = index == segments.Count - 1;
        if (segments[index] == "**")
        {
            regex.Append(isLast ? (index == 0 ? ".*" : ".+") : "(?:.+/)?");
            return;
        }

        AppendName(regex, segments[index]);
        if (!isLast)
        {
            regex.Append('/');
        }
    }

    private static void AppendName(StringBuilder regex, string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            switch (name[i])
            {
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '\\' when i + 1 < name.Length:
                    regex.Append(Regex.Escape(name[++i].ToString()));
                    break;
                case '[' when name.IndexOf(']', i + 2 < name.Length ? i + 2 : i) is var end and > 0:
                    AppendSet(regex, name[(i + 1)..end]);
                    i = end;
                    break;
                default:
                    regex.Append(Regex.Escape(name[i].ToString()));
                    break;
            }
        }
    }

    private static void AppendSet(StringBuilder regex, string set)
    {
        var negated = set[0] is '!' or '^';
        var members = (negated ? set[1..] : set).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal).Replace("]", @"\]", StringComparison.Ordinal);
        regex.Append(negated ? "[^/" : "[").Append(members).Append(']');
    }
}
