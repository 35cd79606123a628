using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Celery;

/// <summary>airflow celery remove-all-queues: a running worker takes nothing new until a queue is added.</summary>
internal sealed class RemoveAllQueuesCommand : ICommand
{
    private readonly Argument<string?> _hostname = WorkerOptions.Hostname();

    public IReadOnlyList<Argument> Arguments => [_hostname, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        await using var session = new ControlSession(context);
        var (name, queues) = await session.FindAsync(context.Get(_hostname)!);
        if (queues.Count == 0)
        {
            context.Out.Write($"The worker {name} serves no queue already.\n");
            return 0;
        }

        context.Out.Write($"Removing {queues.Count} queue(s) from worker {name}: {string.Join(", ", queues)}\n");
        foreach (var queue in queues)
        {
            await session.TellAboutQueueAsync(ChangeQueuesCommand.Remove, name, queue);
        }

        context.Out.Write($"Successfully removed all queues from worker: {name}\n");
        return 0;
    }
}
