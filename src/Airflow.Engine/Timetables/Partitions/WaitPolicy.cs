using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>When a rolled-up partition has enough of its members.</summary>
public abstract class WaitPolicy
{
    protected WaitPolicy() => TypePath = $"airflow.partition_mappers.wait_policy.{GetType().Name}";

    public string TypePath { get; }

    /// <summary>Enough of the expected keys have arrived.</summary>
    public abstract bool IsSatisfied(IReadOnlySet<string> arrived, IReadOnlySet<string> expected);

    /// <summary>It can never be satisfied with so many expected keys.</summary>
    public virtual bool IsUnreachable(int expected) => false;

    public JsonObject ToJson() => new() { ["__type"] = TypePath, ["__var"] = Serialize() };

    protected virtual JsonObject Serialize() => [];
}
