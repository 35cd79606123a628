using System.Net;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine;
using Airflow.Engine.Pools;

namespace Airflow.Cli.Commands.Pools;

/// <summary>airflow pools set.</summary>
internal sealed class SetPoolCommand : IRemoteCommand
{
    private const int LongestName = 256;

    private readonly Argument<string> _name = PoolLookup.Name();
    private readonly Argument<int> _slots = Positional.Int("slots", "How many slots; -1 for no limit.");
    private readonly Argument<string> _description = Positional.Text("description", "What the pool is for.");
    private readonly Argument<bool> _includeDeferred = Option.Flag("--include-deferred", "Deferred task instances hold their slots.");

    private readonly Argument<string?> _team = Option.Text("--team-name", "The team that the pool belongs to; there are none here, so that naming one is refused.");

    public IReadOnlyList<Argument> Arguments => [_name, _slots, _description, _includeDeferred, OutputFormat.Option(), _team, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var pool = Asked(context);
        var stores = await context.OpenStoresAsync();
        await stores.Pools.SaveAsync(pool, context.CancellationToken);
        context.Wake("pools");
        context.Out.Write($"Pool {pool.Name} created\n");
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var pool = Asked(context);
        try
        {
            var body = new PostPoolBody { Name = pool.Name, Slots = pool.Slots, Description = pool.Description, IncludeDeferred = pool.IncludeDeferred };
            await server.Pool.PostPoolAsync(body, context.CancellationToken);
        }
        catch (AirflowApiException exception) when (exception.Status == HttpStatusCode.Conflict)
        {
            var body = new PatchPoolBody { Pool = pool.Name, Slots = pool.Slots, Description = pool.Description, IncludeDeferred = pool.IncludeDeferred };
            await server.Pool.PatchPoolAsync(pool.Name, body, cancellationToken: context.CancellationToken);
        }

        context.Out.Write($"Pool {pool.Name} created\n");
        return 0;
    }

    private Pool Asked(CommandContext context)
    {
        if (context.Get(_team) is not null)
        {
            throw new AirflowException("usage", "team_name cannot be set when multi_team mode is disabled. Please contact your administrator.");
        }

        var pool = new Pool(context.Get(_name), context.Get(_slots), context.Get(_description), context.Get(_includeDeferred));
        Check(pool);
        return pool;
    }

    private static void Check(Pool pool)
    {
        if (pool.Name.Length is 0 or > LongestName)
        {
            throw new AirflowException("pool_invalid", $"The name of a pool has 1 to {LongestName} letters, not {pool.Name.Length}.");
        }

        if (pool.Slots < -1)
        {
            throw new AirflowException("pool_invalid", $"Pool {pool.Name} cannot have {pool.Slots} slots: -1 means no limit, 0 that nothing runs.");
        }
    }
}
