using Airflow.Cli.Daemons;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;

namespace Airflow.Cli.Commands.Services;

/// <summary>airflow triggerer.</summary>
internal sealed class TriggererCommand : ICommand
{
    private readonly ServiceOptions _service = new("triggerer", "triggerer");
    private readonly Argument<int?> _capacity = Option.OptionalInt("--capacity", "Most triggers at once; default: [triggerer] capacity.");

    public IReadOnlyList<Argument> Arguments =>
        [_service.Action, _capacity, _service.Daemon, _service.LogFile, _service.Pid, _service.Stderr, _service.Stdout, OutputFormat.Verbose()];

    public Task<int> RunAsync(CommandContext context) => _service.RunAsync(context, async service =>
    {
        using var services = new RoleServices(context, await context.OpenStoresAsync(), service.LogPath);
        await using var telemetry = services.ExportTelemetry();
        await new TriggererRole(services, context.Get(_capacity)).RunAsync(service.Ready, context.CancellationToken);
    });
}
