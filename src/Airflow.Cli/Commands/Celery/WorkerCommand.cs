using Airflow.Cli.Daemons;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;

namespace Airflow.Cli.Commands.Celery;

/// <summary>airflow celery worker.</summary>
internal sealed class WorkerCommand : ICommand
{
    private readonly ServiceOptions _service = new("worker", "celery worker");
    private readonly Argument<string?> _autoscale = Option.Text("-a/--autoscale", "Most and fewest tries at once, as max,min.");
    private readonly Argument<string?> _hostname = Option.Text("-H/--celery-hostname", "The name of this worker, such as w1@%h; default: celery@ and the host's name.");
    private readonly Argument<int?> _concurrency = Option.OptionalInt("-c/--concurrency", "Most tries at once; default: [celery] worker_concurrency.");
    private readonly Argument<string?> _queues = Option.Text("-q/--queues", "The queues to serve, separated by commas; default: [operators] default_queue.");
    private readonly Argument<bool> _withoutGossip = Option.Flag("--without-gossip", "Do not follow the events of other workers, which this worker never does.");
    private readonly Argument<bool> _withoutMingle = Option.Flag("--without-mingle", "Do not answer other workers that start.");

    public IReadOnlyList<Argument> Arguments =>
    [
        _service.Action, _autoscale, _hostname, _concurrency, _service.Daemon, _service.LogFile, _service.Pid, _queues, _service.Stderr, _service.Stdout, OutputFormat.Verbose(),
        _withoutGossip, _withoutMingle,
    ];

    public Task<int> RunAsync(CommandContext context) => _service.RunAsync(context, async service =>
    {
        context.Configuration.CheckNames();
        using var loggers = RoleLogging.Create(context.Configuration.GetString("logging", "logging_level"), service.LogPath, context.Clock);
        var setup = new CeleryWorkerSetup
        {
            Queues = context.Get(_queues),
            Concurrency = context.Get(_concurrency),
            Autoscale = context.Get(_autoscale),
            Hostname = context.Get(_hostname),
            WithoutMingle = context.Get(_withoutMingle),
        };
        await new CeleryWorkerRole(context.Configuration, setup, context.Clock, loggers).RunAsync(service.Ready, context.CancellationToken);
    });
}
