namespace Airflow.Cli.Commands.Celery;

/// <summary>The commands of airflow celery.</summary>
internal static class CeleryGroup
{
    public static IReadOnlyList<CommandEntry> Commands =>
    [
        new("add-queue", "Have a running worker serve more queues.", static () => new ChangeQueuesCommand(ChangeQueuesCommand.Add)),
        new("flower", "Start the monitor of workers and their tasks.", static () => new FlowerCommand()),
        new("inspect", "Ask workers what they do and know.", static () => new InspectCommand()),
        new("list-workers", "List the workers that answer, with their queues.", static () => new ListWorkersCommand()),
        new("remove-all-queues", "Have a running worker serve no queue at all.", static () => new RemoveAllQueuesCommand()),
        new("remove-queue", "Have a running worker serve fewer queues.", static () => new ChangeQueuesCommand(ChangeQueuesCommand.Remove)),
        new("shutdown-all-workers", "End all workers, once their tries have ended.", static () => new ShutdownAllWorkersCommand()),
        new("shutdown-worker", "End a worker, once its tries have ended.", static () => new ShutdownWorkerCommand()),
        new("stop", "Stop the worker of this host.", static () => new StopWorkerCommand()) { Audit = "stop_worker" },
        new("worker", "Start a worker that takes tries from the broker.", static () => new WorkerCommand()),
    ];
}
