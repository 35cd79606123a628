using Airflow.Cli.Commands;
using Airflow.Engine;

namespace Airflow.Cli;

/// <summary>What somebody probably meant with a word that names no command.</summary>
internal static class CommandSuggestion
{
    private const int MostListed = 4;

    /// <summary>For an unknown first word: the group or command with a similar name, or the groups that have it as a verb.</summary>
    public static string? Find(string[] words)
    {
        if (Nearest(CommandTree.Names, words[0]) is { } near)
        {
            var inGroup = CommandTree.FindGroup(near) is { } group && words.Length > 1 && CommandTree.Find(group.Commands(), words[1]) is { } command
                ? $" {command.Name}"
                : "";
            return $"airflow {near}{inGroup}";
        }

        // "airflow delete -u ann": of all verbs of that name, first those that know the options typed
        string[] withVerb =
        [
            .. CommandTree.Groups
                .SelectMany(static group => group.Commands(), static (group, entry) => (Group: group, Entry: entry))
                .Where(pair => pair.Entry.Name == words[0])
                .OrderByDescending(pair => CountKnownFlags(pair.Entry, words))
                .ThenBy(static pair => pair.Group.Name, StringComparer.Ordinal)
                .Select(static pair => $"airflow {pair.Group.Name} {pair.Entry.Name}"),
        ];
        return withVerb.Length == 0 ? null : string.Join("\" or \"", withVerb.Take(HasFlags(words) ? 1 : MostListed));
    }

    public static string? FindInGroup(string group, IReadOnlyList<CommandEntry> commands, string word) =>
        Nearest(commands.Select(static entry => entry.Name), word) is { } near ? $"airflow {group} {near}" : null;

    private static string? Nearest(IEnumerable<string> names, string word)
    {
        var most = Math.Max(1, word.Length / 3);
        return names
            .Select(name => (Name: name, Distance: EditDistance.Of(name, word.Replace('_', '-'))))
            .Where(candidate => candidate.Distance <= most)
            .OrderBy(static candidate => candidate.Distance)
            .Select(static candidate => candidate.Name)
            .FirstOrDefault();
    }

    private static int CountKnownFlags(CommandEntry entry, string[] words)
    {
        var flags = entry.Create().Arguments.SelectMany(static argument => argument.Flags);
        return flags.Count(words.Contains);
    }

    private static bool HasFlags(string[] words) => words.Any(static word => word.StartsWith('-'));
}
