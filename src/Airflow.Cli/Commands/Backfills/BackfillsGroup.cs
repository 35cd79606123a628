namespace Airflow.Cli.Commands.Backfills;

/// <summary>The commands of airflow backfill.</summary>
internal static class BackfillsGroup
{
    public static IReadOnlyList<CommandEntry> Commands =>
    [
        new("create", "Queue runs for a span of dates of the past.", static () => new CreateBackfillCommand()) { Audit = "create_backfill" },
    ];
}
