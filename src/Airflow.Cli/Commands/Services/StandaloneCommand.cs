using Airflow.Cli.Daemons;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;

namespace Airflow.Cli.Commands.Services;

/// <summary>airflow standalone: every role in one process, on a database, home and admin that are made when missing.</summary>
internal sealed class StandaloneCommand : ICommand
{
    private readonly ServiceOptions _service = new("standalone", "standalone");
    private readonly Argument<int?> _port = Option.OptionalInt("-p/--port", "The port of the web server; default: [api] port.");

    public IReadOnlyList<Argument> Arguments =>
        [_service.Action, _service.Daemon, _service.LogFile, _service.Pid, _port, _service.Stderr, _service.Stdout, OutputFormat.Verbose()];

    public Task<int> RunAsync(CommandContext context) => _service.RunAsync(context, service => RunAsync(context, service));

    private async Task RunAsync(CommandContext context, ServiceRun service)
    {
        var stores = context.OpenDatabase();
        using var home = HomeLock.Take(context.Configuration.Home);
        await stores.Database.MigrateAsync(context.CancellationToken);
        await stores.Database.CheckAsync(context.CancellationToken);
        await context.NoteAsync();
        var password = await NewHome.CreateAdminAsync(stores, context.Clock, context.CancellationToken);
        using var services = new RoleServices(context, stores, service.LogPath);
        await using var telemetry = services.ExportTelemetry();
        NewHome.PrepareDagsFolder(services.DagsFolder);
        if (password is not null)
        {
            await NewHome.AddExampleConnectionAsync(services.Secrets.Connections, context.Configuration.Home, context.CancellationToken);
        }

        await RunRolesAsync(context, services, service, password);
    }

    private async Task RunRolesAsync(CommandContext context, RoleServices services, ServiceRun service, string? password)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var web = new ApiServerRole(services, null, context.Get(_port)) { IsStandalone = true, Tell = line => context.Out.Write($"{line}\n") };
        Task[] roles =
        [
            Task.Run(() => new SchedulerRole(services).RunAsync(SchedulerRunLimit.None, static () => { }, stop.Token), CancellationToken.None),
            Task.Run(() => web.RunAsync(Listen, stop.Token), CancellationToken.None),
            Task.Run(() => new TriggererRole(services).RunAsync(static () => { }, stop.Token), CancellationToken.None),
            Task.Run(() => new DagProcessorRole(services, isStandalone: true).RunAsync(static () => { }, stop.Token), CancellationToken.None),
        ];
        try
        {
            // one role that fails ends the others: half a standalone would only look alive
            await await Task.WhenAny(roles);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(roles);
        }

        void Listen()
        {
            Greet(context, services, web.Port, password);
            service.Ready();
        }
    }

    private static void Greet(CommandContext context, RoleServices services, int port, string? password)
    {
        context.Out.Write($"Airflow.NET is ready at http://localhost:{port}\n");
        context.Out.Write($"  home      {services.Configuration.Home} (airflow.cfg, database, logs)\n");
        context.Out.Write($"  DAGs      {services.DagsFolder}\n");
        if (password is not null)
        {
            context.Out.Write($"  login     admin / {password} (shown this once; change it with: airflow users reset-password -u admin)\n");
        }

        context.Out.Write("  stop      Ctrl-C, a second one stops at once; or from elsewhere: airflow standalone stop\n");
        context.Out.Flush();
    }
}
