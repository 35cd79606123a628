using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Celery;

/// <summary>airflow celery shutdown-worker: it ends when its tries have ended.</summary>
internal sealed class ShutdownWorkerCommand : ICommand
{
    private readonly Argument<string?> _hostname = WorkerOptions.Hostname();

    public IReadOnlyList<Argument> Arguments => [_hostname, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        await using var session = new ControlSession(context);
        var (name, _) = await session.FindAsync(context.Get(_hostname)!);
        await session.TellAsync("shutdown", [name]);
        return 0;
    }
}
