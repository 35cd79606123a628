namespace Airflow.Cli.Commands.Config;

/// <summary>airflow config.</summary>
internal static class ConfigGroup
{
    public static CommandGroup Create() => new("config", "Look at the configuration and check it.", static () =>
    [
        new("diff", "Show what is set otherwise on a worker's host.", static () => new ConfigDiffCommand())
        {
            Details = "Compares the options that travel to workers, and the releases. Keys, passwords and places on one machine are not compared.",
        },
        new("get-value", "Print the value of one option.", static () => new ConfigGetValueCommand()),
        new("lint", "Find options that are obsolete or misspelt.", static () => new ConfigLintCommand())
        {
            Details = "Looks at airflow.cfg and at the environment variables; the exit code is 0 with or without findings.",
        },
        new("list", "Print all options.", static () => new ConfigListCommand())
        {
            Details = "Values are hidden unless --show-values is given.",
        },
        new("update", "Bring airflow.cfg up to date.", static () => new ConfigUpdateCommand())
        {
            Details = "Shows what would change; --fix writes it. A copy of the file is kept beside it, with .bak at its end.",
        },
    ]);
}
