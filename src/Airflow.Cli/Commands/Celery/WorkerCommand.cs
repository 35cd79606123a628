using Airflow.Cli.Daemons;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;
using Airflow.Engine.Configuration;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Commands.Celery;

/// <summary>airflow celery worker.</summary>
internal sealed class WorkerCommand : ICommand
{
    private readonly ServiceOptions _service = new("worker", "celery worker");
    private readonly Argument<string?> _autoscale = Option.Text("-a/--autoscale", "Most and fewest tries at once, as max,min.");
    private readonly Argument<string?> _hostname = Option.Text("-H/--celery-hostname", "The name of this worker, such as w1@%h; default: celery@ and the host's name.");
    private readonly Argument<int?> _concurrency = Option.OptionalInt("-c/--concurrency", "Most tries at once; default: [celery] worker_concurrency.");
    private readonly Argument<string?> _level = Option.Text("--loglevel", "What goes into the log; default: [logging] celery_logging_level, else logging_level.");
    private readonly Argument<string?> _queues = Option.Text("-q/--queues", "The queues to serve, separated by commas; default: [operators] default_queue.");
    private readonly Argument<bool> _skipLogs = Option.Flag("-s/--skip-serve-logs", "Do not give out the logs of tries to the api-server.");
    private readonly Argument<string?> _umask = Option.Text("-u/--umask", "Which permissions the files of tasks do not have, in octal; default: [celery] worker_umask.");
    private readonly Argument<bool> _verbose = OutputFormat.Verbose();
    private readonly Argument<bool> _withoutGossip = Option.Flag("--without-gossip", "Do not follow the events of other workers, which this worker never does.");
    private readonly Argument<bool> _withoutMingle = Option.Flag("--without-mingle", "Do not answer other workers that start.");

    public IReadOnlyList<Argument> Arguments =>
    [
        _service.Action, _autoscale, _hostname, _concurrency, _service.Daemon, _service.LogFile, _level, _service.Pid, _queues, _skipLogs, _service.Stderr, _service.Stdout,
        _umask, _verbose, _withoutGossip, _withoutMingle,
    ];

    public Task<int> RunAsync(CommandContext context) => _service.RunAsync(context, async service =>
    {
        context.Configuration.CheckNames();
        var setup = SetupOf(context);
        using var loggers = RoleLogging.Create(LevelOf(context), service.LogPath, context.Clock);
        using var source = DatabaseSource.IsMeant(context.Configuration)
            ? await DatabaseSource.OpenAsync(context, loggers)
            : await new ApiServerSource(context.Configuration, context.Clock, loggers.CreateLogger<ApiServerSource>()).JoinAsync(context.CancellationToken);
        await new CeleryWorkerRole(source, setup, context.Clock, loggers).RunAsync(service.Ready, context.CancellationToken);
    });

    private CeleryWorkerSetup SetupOf(CommandContext context) => new()
    {
        Queues = context.Get(_queues),
        Concurrency = context.Get(_concurrency),
        Autoscale = context.Get(_autoscale) is { } range ? AutoscaleRange.Parse(range) : null,
        Hostname = context.Get(_hostname),
        WithoutMingle = context.Get(_withoutMingle),
        SkipServeLogs = context.Get(_skipLogs),
        Umask = UmaskOf(context),
    };

    private string LevelOf(CommandContext context) => context.Get(_level)
        ?? (context.Get(_verbose) ? "DEBUG" : Text(context.Configuration, "logging", "celery_logging_level") ?? context.Configuration.GetString("logging", "logging_level"));

    private uint? UmaskOf(CommandContext context) => (context.Get(_umask) ?? Text(context.Configuration, "celery", "worker_umask")) is { } text ? OctalMask.Parse(text) : null;

    private static string? Text(AirflowConfiguration configuration, string section, string key) => configuration.Find(section, key)?.Text is { Length: > 0 } text ? text : null;
}
