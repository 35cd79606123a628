using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Pools;

namespace Airflow.Cli.Commands.Pools;

/// <summary>airflow pools delete.</summary>
internal sealed class DeletePoolCommand : ICommand
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
}
