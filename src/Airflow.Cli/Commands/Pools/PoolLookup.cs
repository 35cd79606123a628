using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Pools;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Pools;

/// <summary>The pool that a command names.</summary>
internal static class PoolLookup
{
    public static Argument<string> Name() => Positional.Text("pool", "The name of the pool.", "NAME");

    public static async Task<Pool> RequireAsync(CommandContext context, AirflowStores stores, string name) =>
        await stores.Pools.FindAsync(name, context.CancellationToken)
        ?? throw new AirflowException("pool_not_found", $"Pool {name} does not exist");
}
