using System.Text.Json.Nodes;
using Airflow.Conformance.Timetables;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;

namespace Airflow.Conformance.Scheduling;

/// <summary>Answers the vectors about which scheduled instances one pass queues.</summary>
internal static class QueueVector
{
    public static JsonObject Answer(JsonObject input)
    {
        var pools = PoolVector.Read(input);
        var limits = new QueueLimits
        {
            ExecutorSlots = input["executor_slots"]?.GetValue<int>() ?? int.MaxValue,
            MaxTis = input["max_tis"]?.GetValue<int>() ?? int.MaxValue,
        };
        foreach (var (name, pool) in pools)
        {
            limits.Pools[name] = (pool.Total, pool.Total);
        }
        var candidates = new List<QueueCandidate>();
        foreach (var (dagId, owner) in input["dags"]!.AsObject())
        {
            var isPaused = owner!["paused"]?.GetValue<bool>() ?? false;
            foreach (var run in owner["runs"]!.AsArray())
            {
                AddRun(dagId, owner["dag"]!.AsObject(), run!, isPaused, (pools, limits, candidates));
            }
        }
        var names = QueueSelector.Select(candidates, limits)
            .Select(candidate => (JsonNode)$"{candidate.DagId}/{candidate.RunId}/{DagVector.Name(candidate.TaskId, candidate.MapIndex)}");
        return new JsonObject { ["queued"] = new JsonArray(names.ToArray()) };
    }

    private static void AddRun(
        string dagId,
        JsonObject dag,
        JsonNode run,
        bool isPaused,
        (Dictionary<string, PoolVector> Pools, QueueLimits Limits, List<QueueCandidate> Candidates) target)
    {
        var vector = new DagVector(dag);
        var states = Expanded(dag, run["states"]!.AsObject());
        var view = vector.Run(states);
        var runId = run["run_id"]!.GetValue<string>();
        var mayQueue = !isPaused && (run["state"]?.GetValue<string>() ?? "running") == "running";
        foreach (var task in dag["tasks"]!.AsArray().Select(task => task!.AsObject()))
        {
            var id = task["id"]!.GetValue<string>();
            var pool = task["pool"]?.GetValue<string>() ?? "default_pool";
            var slots = task["pool_slots"]?.GetValue<int>() ?? 1;
            foreach (var instance in view.Instances(vector.Task(id)))
            {
                if (TaskStateGroups.CountsForTaskLimits(instance.State))
                {
                    target.Limits.Hold(dagId, runId, id, instance.State.IsExecuting());
                }
                if (target.Pools.TryGetValue(pool, out var known) && known.Occupies(instance.State))
                {
                    var (total, open) = target.Limits.Pools[pool];
                    target.Limits.Pools[pool] = (total, open - slots);
                }
                if (mayQueue && instance.State == TaskState.Scheduled)
                {
                    target.Candidates.Add(Candidate(dagId, runId, dag, task, run) with { MapIndex = instance.MapIndex });
                }
            }
        }
    }

    /// <summary>A state given to a mapped task as a whole holds for each of its instances.</summary>
    private static JsonObject Expanded(JsonObject dag, JsonObject states)
    {
        var result = new JsonObject();
        foreach (var (name, state) in states)
        {
            var task = dag["tasks"]!.AsArray().FirstOrDefault(task => task!["id"]!.GetValue<string>() == name);
            if (task?["expand"] is JsonArray { Count: > 0 } values)
            {
                for (var i = 0; i < values.Count; i++)
                {
                    result[$"{name}[{i}]"] = state?.DeepClone();
                }
            }
            else
            {
                result[name] = state?.DeepClone();
            }
        }
        return result;
    }

    private static QueueCandidate Candidate(string dagId, string runId, JsonObject dag, JsonObject task, JsonNode run) => new()
    {
        DagId = dagId,
        RunId = runId,
        TaskId = task["id"]!.GetValue<string>(),
        PriorityWeight = task["priority_weight"]?.GetValue<int>() ?? 1,
        LogicalDate = TimetableVector.Instant(run["logical_date"]),
        Pool = task["pool"]?.GetValue<string>() ?? "default_pool",
        PoolSlots = task["pool_slots"]?.GetValue<int>() ?? 1,
        MaxActiveTasks = dag["max_active_tasks"]?.GetValue<int>() ?? 16,
        MaxActiveTisPerDag = task["max_active_tis_per_dag"]?.GetValue<int>(),
        MaxActiveTisPerDagrun = task["max_active_tis_per_dagrun"]?.GetValue<int>(),
    };
}
