using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>A fixed set of keys that together make one partition.</summary>
public sealed class SegmentWindow : PartitionWindow
{
    private readonly string[] _segments;

    public SegmentWindow(IEnumerable<string> segments)
    {
        _segments = [.. segments.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (_segments.Length == 0 || _segments.Contains(""))
        {
            throw new ArgumentException("A segment window needs at least one segment, and none of them empty.", nameof(segments));
        }
    }

    public override bool IsTemporal => false;

    public override IEnumerable<PartitionValue> Members(PartitionValue period) => _segments.Select(PartitionValue.Of);

    protected override JsonObject Serialize() => new() { ["segments"] = new JsonArray(_segments.Select(segment => (JsonNode)segment).ToArray()) };
}
