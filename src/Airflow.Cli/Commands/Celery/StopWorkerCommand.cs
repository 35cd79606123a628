using Airflow.Cli.Daemons;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Celery;

/// <summary>airflow celery stop: ends the worker of this host.</summary>
internal sealed class StopWorkerCommand : ICommand
{
    private readonly Argument<string?> _pid = Option.OptionalText("--pid", "Where the worker's process number is; $AIRFLOW_HOME/airflow-worker.pid when absent.");

    public IReadOnlyList<Argument> Arguments => [_pid, OutputFormat.Verbose()];

    public Task<int> RunAsync(CommandContext context)
    {
        var path = context.Get(_pid) is { Length: > 0 } typed ? context.PathOf(typed) : Path.Combine(context.Configuration.Home, "airflow-worker.pid");
        return ServiceStop.RunAsync(context, "celery worker", new ServiceFiles(path, "", "", ""));
    }
}
