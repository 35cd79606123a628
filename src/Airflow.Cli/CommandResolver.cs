using System.Text;
using Airflow.Cli.Commands;
using Airflow.Cli.Legacy;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;

namespace Airflow.Cli;

/// <summary>Finds the command that the first words name, by its present or its old name.</summary>
internal static class CommandResolver
{
    private const string Program = "airflow";

    public static ResolvedCommand Resolve(string[] words)
    {
        var first = NextWord(words, 0);
        if (IsHelp(words, 0, first))
        {
            return new ResolvedCommand(Program) { Page = RootHelp() };
        }

        if (first == words.Length)
        {
            throw new UsageException(Program, RootHelp(), "the following arguments are required: GROUP_OR_COMMAND");
        }

        var name = words[first];
        if (CommandTree.FindCommand(name) is { } command)
        {
            return new ResolvedCommand($"{Program} {name}") { Entry = command, Rest = [.. words[..first], .. words[(first + 1)..]] };
        }

        if (CommandTree.FindGroup(name) is { } group)
        {
            return ResolveInGroup(group, words, first);
        }

        return Rename(words[first..]) ?? throw new UsageException(Program, RootHelp(),
            $"argument GROUP_OR_COMMAND: invalid choice: '{name}' (choose from {Quote(CommandTree.Names)})")
        {
            Suggestion = CommandSuggestion.Find(words[first..]),
        };
    }

    /// <summary>The page that lists everything.</summary>
    public static string RootHelp()
    {
        var text = new StringBuilder("Usage: airflow [-h] GROUP_OR_COMMAND ...\n\nWrite, schedule, run and watch workflows.\n");
        HelpTable.Append(text, "Groups", [.. CommandTree.Groups.OrderBy(static group => group.Name, StringComparer.Ordinal)
            .Select(static group => (group.Name, group.Summary))]);
        HelpTable.Append(text, "Commands", [.. CommandTree.Commands.OrderBy(static command => command.Name, StringComparer.Ordinal)
            .Select(static command => (command.Name, command.Summary))]);
        HelpTable.Append(text, "Options",
        [
            ("-h, --help", CommandHelp.HelpFlag.Help),
            ($"{RemoteOption.Flag} SERVER", "Ask this api-server instead of this machine's database: its address, or its name of airflow login."),
        ]);
        return text.Append("\nairflow GROUP -h and airflow GROUP COMMAND -h tell more.\n").ToString();
    }

    private static ResolvedCommand ResolveInGroup(CommandGroup group, string[] words, int first)
    {
        var program = $"{Program} {group.Name}";
        var commands = group.Commands();
        var second = NextWord(words, first + 1);
        if (IsHelp(words, first + 1, second))
        {
            return new ResolvedCommand(program) { Page = GroupHelp(group, commands) };
        }

        if (second < words.Length && CommandTree.Find(commands, words[second]) is { } command)
        {
            return new ResolvedCommand($"{program} {command.Name}")
            {
                Entry = command,
                Rest = [.. words[..first], .. words[(first + 1)..second], .. words[(second + 1)..]],
            };
        }

        if (Rename(words[first..]) is { } renamed)
        {
            return renamed;
        }

        if (second == words.Length)
        {
            throw new UsageException(program, GroupHelp(group, commands), "the following arguments are required: COMMAND");
        }

        throw new UsageException(program, GroupHelp(group, commands),
            $"argument COMMAND: invalid choice: '{words[second]}' (choose from {Quote(commands.Select(static entry => entry.Name).Order(StringComparer.Ordinal))})")
        {
            Suggestion = CommandSuggestion.FindInGroup(group.Name, commands, words[second]),
        };
    }

    private static string GroupHelp(CommandGroup group, IReadOnlyList<CommandEntry> commands)
    {
        var text = new StringBuilder($"Usage: airflow {group.Name} [-h] COMMAND ...\n\n{group.Summary}\n");
        HelpTable.Append(text, "Commands", [.. commands.OrderBy(static entry => entry.Name, StringComparer.Ordinal).Select(static entry => (entry.Name, entry.Summary))]);
        HelpTable.Append(text, "Options", [("-h, --help", CommandHelp.HelpFlag.Help)]);
        return text.ToString();
    }

    private static ResolvedCommand? Rename(string[] words)
    {
        if (LegacyRewriter.Rewrite(words) is not { } rewritten)
        {
            return null;
        }

        if (rewritten.Words is not { } present)
        {
            return new ResolvedCommand(Program) { Notice = rewritten.Notice, ExitCode = CommandLine.UsageError };
        }

        // an old name of a command that is not there is an unknown command
        var isKnown = CommandTree.FindCommand(present[0]) is not null
            || (CommandTree.FindGroup(present[0]) is { } group && present.Length > 1 && CommandTree.Find(group.Commands(), present[1]) is not null);
        return isKnown ? Resolve(present) with { Notice = rewritten.Notice } : null;
    }

    private static int NextWord(string[] words, int start)
    {
        while (start < words.Length && words[start].StartsWith('-'))
        {
            start++;
        }

        return start;
    }

    private static bool IsHelp(string[] words, int start, int end) => words.AsSpan(start, end - start).IndexOfAny("-h", "--help") >= 0;

    private static string Quote(IEnumerable<string> names) => string.Join(", ", names.Select(static name => $"'{name}'"));
}
