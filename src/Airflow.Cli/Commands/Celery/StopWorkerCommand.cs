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
        if (!File.Exists(path) && !context.IsGiven(_pid))
        {
            // as in Airflow no error: scripts stop what may not run
            context.Error.Write($"No worker runs here: there is no {path}.\n");
            return Task.FromResult(0);
        }

        return ServiceStop.RunAsync(context, "celery worker", new ServiceFiles(path, "", "", ""));
    }
}
