using Airflow.Cli.Output;
using Airflow.Client;
using Airflow.Engine.Pools;

namespace Airflow.Cli.Commands.Pools;

/// <summary>A pool as it is printed.</summary>
internal static class PoolRow
{
    public static Row Make(Pool pool) => Make(pool.Name, pool.Slots, pool.Description, pool.IncludeDeferred);

    public static Row Make(PoolResponse pool) => Make(pool.Name, pool.Slots, pool.Description, pool.IncludeDeferred);

    private static Row Make(string name, long slots, string? description, bool includeDeferred) => new()
    {
        { "pool", name },
        { "slots", slots },
        { "description", description },
        { "include_deferred", includeDeferred },
        { "team_name", null },
    };
}
