using System.Text.Json;
using Airflow.Storage.Execution;
using Airflow.Storage.Servers;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Postgres;

/// <summary>
/// Row locks of the state writer on PostgreSQL. A lone change of one row needs none: it locks that row itself; but one that is removed gives its
/// slots back first.
/// </summary>
internal sealed class PostgresStateLocks : IServerStateLocks
{
    // An array in the parameter would be counted and the statement planned anew each time, which takes longer than the locks
    private const string Leases = """
        SELECT dag_run_id FROM run_lease WHERE dag_run_id IN (SELECT value FROM json_each(@numbers)) ORDER BY dag_run_id FOR UPDATE
        """;

    private const string Tasks = """
        SELECT id FROM task_instance WHERE id IN (SELECT value FROM json_each(@ids)) ORDER BY id FOR UPDATE
        """;

    private const string Pools = """
        SELECT pool FROM slot_pool WHERE pool IN (SELECT value FROM json_each(@names)) ORDER BY pool FOR NO KEY UPDATE
        """;

    public IEnumerable<ServerStep> RowsOf(IReadOnlyCollection<StatePlan> plans)
    {
        // also a single lease: a fence must hold until the commit, not only when it is looked at
        var leases = plans.SelectMany(plan => plan.LockedLeases).Distinct().ToList();
        if (leases.Count > 0)
        {
            yield return new ServerStep(Leases, ("numbers", JsonNumbers.Of(leases)));
        }

        var tasks = plans.SelectMany(plan => plan.LockedTasks).Distinct().ToList();
        if (tasks.Count > 1 || plans.Any(plan => plan.Change.RemovedTasks.Count > 0))
        {
            yield return new ServerStep(Tasks, ("ids", JsonSerializer.Serialize([.. tasks.Select(static id => id.ToString())], StorageJson.Default.StringArray)));
        }
    }

    public IEnumerable<ServerStep> PoolsOf(IReadOnlyCollection<StatePlan> plans)
    {
        var pools = plans.SelectMany(plan => plan.Pools).Select(pool => pool.Pool).Distinct(StringComparer.Ordinal).ToArray();
        if (pools.Length > 0)
        {
            yield return new ServerStep(Pools, ("names", JsonSerializer.Serialize(pools, StorageJson.Default.StringArray)));
        }
    }
}
