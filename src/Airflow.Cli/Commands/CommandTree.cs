using Airflow.Cli.Commands.Config;

namespace Airflow.Cli.Commands;

/// <summary>All commands: single ones and groups, by name. Only what is typed is made.</summary>
internal static class CommandTree
{
    public static readonly IReadOnlyList<CommandGroup> Groups =
    [
        ConfigGroup.Create(),
    ];

    public static readonly IReadOnlyList<CommandEntry> Commands =
    [
        new("version", "Print the version.", static () => new VersionCommand()),
    ];

    public static IEnumerable<string> Names =>
        Groups.Select(static group => group.Name).Concat(Commands.Select(static command => command.Name)).Order(StringComparer.Ordinal);

    public static CommandGroup? FindGroup(string name) => Groups.FirstOrDefault(group => group.Name == name);

    public static CommandEntry? FindCommand(string name) => Find(Commands, name);

    public static CommandEntry? Find(IReadOnlyList<CommandEntry> commands, string name) => commands.FirstOrDefault(command => command.Name == name);
}
