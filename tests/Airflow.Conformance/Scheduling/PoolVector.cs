using System.Text.Json.Nodes;
using Airflow.Engine.Tasks;

namespace Airflow.Conformance.Scheduling;

/// <summary>A pool of the vectors.</summary>
internal sealed record PoolVector(int Total, bool IncludeDeferred)
{
    /// <summary>The pools of an input; there is always the default one.</summary>
    public static Dictionary<string, PoolVector> Read(JsonObject input)
    {
        var pools = new Dictionary<string, PoolVector>(StringComparer.Ordinal) { ["default_pool"] = new(128, false) };
        foreach (var (name, pool) in (input["pools"] as JsonObject) ?? [])
        {
            var slots = pool!["slots"]!.GetValue<int>();
            pools[name] = new PoolVector(slots < 0 ? int.MaxValue : slots, pool["include_deferred"]?.GetValue<bool>() ?? false);
        }
        return pools;
    }

    public bool Occupies(TaskState state) => state is TaskState.Queued or TaskState.Running || (IncludeDeferred && state == TaskState.Deferred);
}
