using System.Globalization;
using Airflow.Storage.Execution;
using Airflow.Storage.Servers;

namespace Airflow.Storage.MySql;

/// <summary>
/// Row locks of the state writer on MySQL. The keys stand in the statement one by one and the index is named: the server walks them in
/// their order then, and locks nothing else.
/// </summary>
internal sealed class MySqlStateLocks : IServerStateLocks
{
    public IEnumerable<ServerStep> RowsOf(IReadOnlyCollection<StatePlan> plans)
    {
        // also a single lease: a fence must hold until the commit, not only when it is looked at
        var leases = plans.SelectMany(plan => plan.LockedLeases).Distinct().Order().Select(id => (object)id).ToList();
        if (leases.Count > 0)
        {
            yield return StepOf("dag_run_id", "run_lease", "PRIMARY", leases);
        }

        var tasks = plans.SelectMany(plan => plan.LockedTasks).Distinct().Select(id => (object)id).ToList();
        if (tasks.Count > 1 || plans.Any(plan => plan.Change.RemovedTasks.Count > 0))
        {
            yield return StepOf("id", "task_instance", "PRIMARY", tasks);
        }
    }

    public IEnumerable<ServerStep> PoolsOf(IReadOnlyCollection<StatePlan> plans)
    {
        var pools = plans.SelectMany(plan => plan.Pools).Select(pool => pool.Pool).Distinct(StringComparer.Ordinal).Select(name => (object)name).ToList();
        if (pools.Count > 0)
        {
            yield return StepOf("pool", "slot_pool", "pool", pools);
        }
    }

    private static ServerStep StepOf(string key, string table, string index, List<object> values)
    {
        var names = values.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"k{i}")).ToList();
        var places = string.Join(", ", names.Select(name => $"@{name}"));
        return new ServerStep(
            $"SELECT {key} FROM {table} FORCE INDEX ({index}) WHERE {key} IN ({places}) ORDER BY {key} FOR UPDATE",
            [.. names.Zip(values, (name, value) => (name, (object?)value))]);
    }
}
