namespace Airflow.Cli.Commands.Celery;

/// <summary>The commands of airflow celery.</summary>
internal static class CeleryGroup
{
    public static IReadOnlyList<CommandEntry> Commands =>
    [
        new("stop", "Stop the worker of this host.", static () => new StopWorkerCommand()) { Audit = "stop_worker" },
        new("worker", "Start a worker that takes tries from the broker.", static () => new WorkerCommand()),
    ];
}
