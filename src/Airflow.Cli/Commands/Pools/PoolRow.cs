using Airflow.Cli.Output;
using Airflow.Engine.Pools;

namespace Airflow.Cli.Commands.Pools;

/// <summary>A pool as it is printed.</summary>
internal static class PoolRow
{
    public static Row Make(Pool pool) => new()
    {
        { "pool", pool.Name },
        { "slots", pool.Slots },
        { "description", pool.Description },
        { "include_deferred", pool.IncludeDeferred },
        { "team_name", null },
    };
}
