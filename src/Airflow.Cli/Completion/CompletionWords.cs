using Airflow.Cli.Commands;
using Airflow.Cli.Remote;

namespace Airflow.Cli.Completion;

/// <summary>All words of the command line, from the tree of the commands.</summary>
internal static class CompletionWords
{
    public static IReadOnlyList<CompletedWord> All()
    {
        var words = new List<CompletedWord> { new("", RemoteOption.Flag, "Ask this api-server.") };
        foreach (var command in CommandTree.Commands)
        {
            Add(words, "", command);
        }

        foreach (var group in CommandTree.Groups)
        {
            words.Add(new CompletedWord("", group.Name, group.Summary));
            foreach (var command in group.Commands())
            {
                Add(words, group.Name, command);
            }
        }

        return words;
    }

    private static void Add(List<CompletedWord> words, string group, CommandEntry entry)
    {
        var path = group.Length == 0 ? entry.Name : $"{group} {entry.Name}";
        words.Add(new CompletedWord(group, entry.Name, entry.Summary));
        foreach (var argument in entry.Create().Arguments)
        {
            words.AddRange(argument.Flags.Where(static flag => flag.StartsWith("--", StringComparison.Ordinal)).Select(flag => new CompletedWord(path, flag, argument.Help)));
            if (argument.Flags.Count == 0)
            {
                words.AddRange(argument.Choices.Select(choice => new CompletedWord(path, choice, argument.Help)));
            }
        }
    }
}
