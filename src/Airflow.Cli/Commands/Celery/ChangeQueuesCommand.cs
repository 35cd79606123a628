using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Celery;

/// <summary>airflow celery add-queue and remove-queue: a running worker serves more queues, or fewer.</summary>
internal sealed class ChangeQueuesCommand(string method) : ICommand
{
    public const string Add = "add_consumer";
    public const string Remove = "cancel_consumer";
    private readonly Argument<string?> _hostname = WorkerOptions.Hostname();
    private readonly Argument<string?> _queues = WorkerOptions.Queues();

    public IReadOnlyList<Argument> Arguments => [_hostname, _queues, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        await using var session = new ControlSession(context);
        var (name, _) = await session.FindAsync(context.Get(_hostname)!);
        foreach (var queue in WorkerOptions.Split(context.Get(_queues)))
        {
            await session.TellAboutQueueAsync(method, name, queue);
        }

        return 0;
    }
}
