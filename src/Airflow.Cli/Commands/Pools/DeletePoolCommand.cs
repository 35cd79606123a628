using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine;
using Airflow.Engine.Pools;

namespace Airflow.Cli.Commands.Pools;

/// <summary>airflow pools delete.</summary>
internal sealed class DeletePoolCommand : IRemoteCommand
{
    private readonly Argument<string> _name = PoolLookup.Name();

    public IReadOnlyList<Argument> Arguments => [_name, OutputFormat.Option(), OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var name = context.Get(_name);
        if (name == Pool.DefaultName)
        {
            throw new AirflowException("pool_is_default", $"{Pool.DefaultName} cannot be deleted");
        }

        var stores = await context.OpenStoresAsync();
        _ = await PoolLookup.RequireAsync(context, stores, name);
        await stores.Pools.DeleteAsync(name, context.CancellationToken);
        context.Wake("pools");
        context.Out.Write($"Pool {name} deleted\n");
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var name = context.Get(_name);
        await server.Pool.DeletePoolAsync(name, context.CancellationToken);
        context.Out.Write($"Pool {name} deleted\n");
        return 0;
    }
}
