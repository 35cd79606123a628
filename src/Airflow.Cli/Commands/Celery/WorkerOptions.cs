using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Celery;

/// <summary>Options that commands about running workers share.</summary>
internal static class WorkerOptions
{
    public static Argument<string?> Hostname() => Option.Text("-H/--celery-hostname", "The worker that is meant, as list-workers calls it.", isRequired: true);

    public static Argument<string?> Queues() => Option.Text("-q/--queues", "The queues, separated by commas.", isRequired: true);

    public static IEnumerable<string> Split(string? queues) =>
        (queues ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);
}
