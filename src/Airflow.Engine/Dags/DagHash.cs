using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Airflow.Engine.Dags;

/// <summary>The fingerprint of a DAG: equal whenever a new version would bring nothing new.</summary>
public static class DagHash
{
    /// <summary>
    /// 32 hexadecimal digits over the canonical text without file locations, and with everything that is a set in sorted order, so that
    /// moving the file, or writing two independent tasks the other way round, makes no new version.
    /// </summary>
    public static string Compute(SerializedDag dag)
    {
        ArgumentNullException.ThrowIfNull(dag);
        var normal = dag with
        {
            Fileloc = "",
            ProcessorDagsFolder = null,
            Extra = ExtraFields.From(dag.Extra.Items.Where(field => field.Key != "_processor_dags_folder")),
            Tags = Sorted(dag.Tags),
            AllowedRunTypes = Sorted(dag.AllowedRunTypes),
            Tasks = [.. dag.Tasks.OrderBy(task => task.TaskId, StringComparer.Ordinal).Select(Normal)],
            TaskGroup = dag.TaskGroup is { } root ? Normal(root) : null,
        };
        var buffer = new ArrayBufferWriter<byte>(4096);
        DagSerialization.Write(normal, buffer);
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan).AsSpan(0, 16));
    }

    private static SerializedTask Normal(SerializedTask task) => task with { DownstreamTaskIds = Sorted(task.DownstreamTaskIds) };

    private static SerializedTaskGroup Normal(SerializedTaskGroup group) => group with
    {
        Children =
        [
            .. group.Children.OrderBy(child => child.Id, StringComparer.Ordinal)
                .Select(child => child.Group is { } inner ? child with { Group = Normal(inner) } : child),
        ],
        UpstreamGroupIds = Sorted(group.UpstreamGroupIds)!.Value,
        DownstreamGroupIds = Sorted(group.DownstreamGroupIds)!.Value,
        UpstreamTaskIds = Sorted(group.UpstreamTaskIds)!.Value,
        DownstreamTaskIds = Sorted(group.DownstreamTaskIds)!.Value,
    };

    private static ImmutableArray<string>? Sorted(ImmutableArray<string>? ids) => ids?.Sort(StringComparer.Ordinal);
}
