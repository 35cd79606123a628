using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Maps the partition keys of asset events to the partitions of the runs that they make.</summary>
public abstract class PartitionMapper
{
    protected PartitionMapper(string module, int? maxDownstreamKeys)
    {
        if (maxDownstreamKeys is < 1)
        {
            throw new ArgumentException($"max_downstream_keys is a positive number, not {maxDownstreamKeys}.", nameof(maxDownstreamKeys));
        }
        TypePath = $"airflow.partition_mappers.{module}.{GetType().Name}";
        MaxDownstreamKeys = maxDownstreamKeys;
    }

    /// <summary>Airflow's import path.</summary>
    public string TypePath { get; }

    /// <summary>The most keys that one key may map to; null for the configured limit.</summary>
    public int? MaxDownstreamKeys { get; }

    /// <summary>Several upstream keys make one downstream partition.</summary>
    public virtual bool IsRollup => false;

    /// <summary>Its keys stand for times.</summary>
    public virtual bool IsTemporal => false;

    /// <summary>The keys that an upstream key maps to.</summary>
    /// <exception cref="ArgumentException">The key does not have the form that this mapper reads.</exception>
    public abstract PartitionKeys ToDownstream(string key);

    /// <summary>What a downstream key stands for.</summary>
    public virtual PartitionValue Decode(string downstreamKey) => PartitionValue.Of(downstreamKey);

    /// <summary>The upstream key of a value.</summary>
    public virtual string EncodeUpstream(PartitionValue value) => value.ToString();

    /// <summary>The downstream key of a value.</summary>
    public virtual string FormatDownstream(PartitionValue value) => value.ToString();

    /// <summary>The instant that a downstream key stands for; null when it stands for none.</summary>
    public virtual DateTimeOffset? ToPartitionDate(string downstreamKey) => null;

    /// <summary>The date that a run takes over from the one that made the event.</summary>
    public virtual DateTimeOffset? CarryPartitionDate(DateTimeOffset? source) => null;

    /// <summary>The serialised form.</summary>
    public JsonObject ToJson()
    {
        var data = Serialize();
        if (MaxDownstreamKeys is { } limit)
        {
            data["max_downstream_keys"] = limit;
        }
        return new JsonObject { ["__type"] = TypePath, ["__var"] = data };
    }

    protected abstract JsonObject Serialize();
}
