using Airflow.Cli.Commands;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli;

/// <summary>What somebody probably meant with a word that names no command.</summary>
internal static class CommandSuggestion
{
    private const int MostListed = 6;

    /// <summary>Words that other programs use for the same thing.</summary>
    private static readonly string[][] Synonyms =
    [
        ["create", "add", "set", "new"], ["delete", "remove", "rm", "del"], ["get", "show", "details", "get-value"], ["list", "ls"], ["migrate", "update"],
    ];

    /// <summary>For an unknown first word: the groups that have it as a verb, or the group or command with a similar name.</summary>
    public static string? Find(string[] words)
    {
        if (words[0] == "help")
        {
            return string.Join(' ', ["airflow", .. words[1..], "--help"]);
        }

        // "airflow delete -u ann": of all verbs of that name, those that know the most of the options typed
        var candidates = CommandTree.Groups
            .SelectMany(static group => group.Commands(), static (group, entry) => (Group: group, Entry: entry))
            .Where(pair => pair.Entry.Name == words[0])
            .Select(pair => (Line: $"airflow {pair.Group.Name} {pair.Entry.Name}", Known: CountKnownFlags(pair.Entry, words)))
            .ToList();
        var most = candidates.Count == 0 ? 0 : candidates.Max(static candidate => candidate.Known);
        string[] withVerb = [.. candidates.Where(candidate => candidate.Known == most).Select(static candidate => candidate.Line).Order(StringComparer.Ordinal)];
        return withVerb.Length == 0 ? FindSimilar(words) : string.Join("\" or \"", withVerb.Take(MostListed));
    }

    private static string? FindSimilar(string[] words)
    {
        if (Nearest(CommandTree.Names, words[0]) is not { } near)
        {
            return null;
        }

        var inGroup = CommandTree.FindGroup(near) is { } group && words.Length > 1 && CommandTree.Find(group.Commands(), words[1]) is { } command
            ? $" {command.Name}"
            : "";
        return $"airflow {near}{inGroup}";
    }

    public static string? FindInGroup(string group, IReadOnlyList<CommandEntry> commands, string word) =>
        (Nearest(commands.Select(static entry => entry.Name), word) ?? Synonym(commands, word)) is { } near ? $"airflow {group} {near}" : null;

    /// <summary>The option of a command with a name like the one typed.</summary>
    public static string? FindOption(IReadOnlyList<Argument> arguments, string typed)
    {
        var equals = typed.IndexOf('=', StringComparison.Ordinal);
        return typed.StartsWith("--", StringComparison.Ordinal)
            ? Nearest(arguments.SelectMany(static argument => argument.Flags).Where(static flag => flag.StartsWith("--", StringComparison.Ordinal)), equals < 0 ? typed : typed[..equals])
            : null;
    }

    private static string? Synonym(IReadOnlyList<CommandEntry> commands, string word) =>
        Array.Find(Synonyms, words => words.Contains(word)) is { } words ? commands.FirstOrDefault(entry => words.Contains(entry.Name))?.Name : null;

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
}
