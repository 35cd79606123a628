using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Daemons;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;

namespace Airflow.Cli.Commands.Services;

/// <summary>airflow dag-processor.</summary>
internal sealed class DagProcessorCommand : ICommand
{
    private readonly ServiceOptions _service = new("dag-processor", "dag-processor");
    private readonly Argument<string[]> _bundles = DagArgument.Bundles();
    private readonly Argument<int> _rounds = Option.Int("-n/--num-runs", "End after so many rounds over all files; -1 for never.", -1);

    public IReadOnlyList<Argument> Arguments =>
        [_service.Action, _bundles, _service.Daemon, _service.LogFile, _rounds, _service.Pid, _service.Stderr, _service.Stdout, OutputFormat.Verbose()];

    public Task<int> RunAsync(CommandContext context) => _service.RunAsync(context, async service =>
    {
        BundleNames.Require(context.Configuration, context.Get(_bundles));
        using var services = new RoleServices(context, await context.OpenStoresAsync(), service.LogPath);
        await using var telemetry = services.ExportTelemetry();
        NewHome.TryPrepareDagsFolder(services.DagsFolder);
        var role = new DagProcessorRole(services) { BundleNames = context.Get(_bundles) };
        if (context.Get(_rounds) < 0)
        {
            await role.RunAsync(service.Ready, context.CancellationToken);
            return;
        }

        service.Ready();
        for (var round = 0; round < context.Get(_rounds); round++)
        {
            await role.RunOnceAsync(context.CancellationToken);
        }
    });
}
