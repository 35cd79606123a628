using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>The members that one period, or one group of keys, is made of.</summary>
public abstract class PartitionWindow
{
    protected PartitionWindow() => TypePath = $"airflow.partition_mappers.window.{GetType().Name}";

    public string TypePath { get; }

    /// <summary>Its members are times.</summary>
    public virtual bool IsTemporal => true;

    /// <summary>The members of what a key stands for.</summary>
    public abstract IEnumerable<PartitionValue> Members(PartitionValue period);

    public JsonObject ToJson() => new() { ["__type"] = TypePath, ["__var"] = Serialize() };

    protected abstract JsonObject Serialize();
}
