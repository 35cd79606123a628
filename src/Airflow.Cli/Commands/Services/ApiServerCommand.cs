using Airflow.Cli.Daemons;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;

namespace Airflow.Cli.Commands.Services;

/// <summary>airflow api-server, known as webserver before 3.0.</summary>
internal sealed class ApiServerCommand : ICommand
{
    private readonly ServiceOptions _service = new("api_server", "api-server");
    private readonly Argument<string?> _host = Option.Text("-H/--host", "The address to listen on; default: [api] host.");
    private readonly Argument<int?> _port = Option.OptionalInt("-p/--port", "The port to listen on; default: [api] port.");

    private readonly Argument<string?> _apps = Option.Text("--apps", "Which apps to run, separated by commas: core, execution or all.", "all");

    public IReadOnlyList<Argument> Arguments =>
        [_service.Action, _apps, _service.Daemon, _host, _service.LogFile, _service.Pid, _port, _service.Stderr, _service.Stdout, OutputFormat.Verbose()];

    public Task<int> RunAsync(CommandContext context) => _service.RunAsync(context, async service =>
    {
        using var services = new RoleServices(context, await context.OpenStoresAsync(), service.LogPath);
        await using var telemetry = services.ExportTelemetry();
        var role = new ApiServerRole(services, context.Get(_host), context.Get(_port), ApiServerRole.ParseApps(context.Get(_apps) ?? "all"))
        {
            Tell = line => context.Out.Write($"{line}\n"),
        };
        await role.RunAsync(Listen, context.CancellationToken);

        void Listen()
        {
            service.Ready();
            context.Error.Write($"Listening on port {role.Port}\n");
        }
    });
}
