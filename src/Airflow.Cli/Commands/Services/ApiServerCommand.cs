using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;

namespace Airflow.Cli.Commands.Services;

/// <summary>airflow api-server, known as webserver before 3.0.</summary>
internal sealed class ApiServerCommand : ICommand
{
    private readonly Argument<string?> _host = Option.Text("-H/--host", "The address to listen on; default: [api] host.");
    private readonly Argument<int?> _port = Option.OptionalInt("-p/--port", "The port to listen on; default: [api] port.");

    public IReadOnlyList<Argument> Arguments => [_host, _port];

    public async Task<int> RunAsync(CommandContext context)
    {
        using var services = new RoleServices(context, await context.OpenStoresAsync());
        var role = new ApiServerRole(services, context.Get(_host), context.Get(_port));
        await role.RunAsync(() => context.Error.Write($"Listening on port {role.Port}\n"), context.CancellationToken);
        return 0;
    }
}
