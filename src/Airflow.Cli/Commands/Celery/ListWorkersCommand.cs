using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Celery;

/// <summary>airflow celery list-workers.</summary>
internal sealed class ListWorkersCommand : ICommand
{
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_output, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        await using var session = new ControlSession(context);
        var workers = await session.QueuesAsync();
        context.Print(_output, [.. workers.Select(static worker => new Row { { "worker_name", worker.Key }, { "queues", worker.Value } })]);
        return 0;
    }
}
