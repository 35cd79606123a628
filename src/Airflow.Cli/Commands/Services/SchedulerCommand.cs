using Airflow.Cli.Daemons;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;

namespace Airflow.Cli.Commands.Services;

/// <summary>airflow scheduler.</summary>
internal sealed class SchedulerCommand : ICommand
{
    private readonly ServiceOptions _service = new("scheduler", "scheduler");
    private readonly Argument<int?> _passes = Option.OptionalInt("-n/--num-runs", "End after so many passes; -1 for never; default: [scheduler] num_runs.");
    private readonly Argument<bool> _onlyIdle = Option.Flag("-i/--only-idle", "Count only passes that leave no run in work.");

    public IReadOnlyList<Argument> Arguments =>
        [_service.Action, _service.Daemon, _service.LogFile, _passes, _onlyIdle, _service.Pid, _service.Stderr, _service.Stdout, OutputFormat.Verbose()];

    public Task<int> RunAsync(CommandContext context) => _service.RunAsync(context, async service =>
    {
        using var services = new RoleServices(context, await context.OpenStoresAsync(), service.LogPath);
        await using var telemetry = services.ExportTelemetry();
        var limit = new SchedulerRunLimit(context.Get(_passes) ?? context.Configuration.GetInt("scheduler", "num_runs"), context.Get(_onlyIdle));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var standIn = new StandInDagProcessor(services).RunAsync(stop.Token);
        await new SchedulerRole(services).RunAsync(limit, service.Ready, context.CancellationToken);
        await stop.CancelAsync();
        await standIn;
    });
}
