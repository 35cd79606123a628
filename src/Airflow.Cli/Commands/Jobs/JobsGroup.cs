namespace Airflow.Cli.Commands.Jobs;

/// <summary>The commands of airflow jobs.</summary>
internal static class JobsGroup
{
    public static IReadOnlyList<CommandEntry> Commands => [new("check", "Tell whether a role is alive.", static () => new CheckJobsCommand())];
}
