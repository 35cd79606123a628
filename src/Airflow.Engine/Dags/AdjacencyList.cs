namespace Airflow.Engine.Dags;

/// <summary>Neighbours of every task in two arrays: one memory block, no object per task.</summary>
internal sealed class AdjacencyList
{
    private readonly int[] offsets;
    private readonly int[] targets;

    private AdjacencyList(int[] offsets, int[] targets)
    {
        this.offsets = offsets;
        this.targets = targets;
    }

    public int EdgeCount => targets.Length;

    public ReadOnlySpan<int> this[int node] => targets.AsSpan(offsets[node], offsets[node + 1] - offsets[node]);

    /// <summary>Resolves the ids of downstream tasks; a neighbour named twice counts once.</summary>
    public static AdjacencyList Downstream(SerializedDag dag, Dictionary<string, int> indexes)
    {
        var starts = new int[dag.Tasks.Length + 1];
        var ends = new List<int>(dag.Tasks.Sum(task => task.DownstreamTaskIds?.Length ?? 0));
        var lastSeenFrom = new int[dag.Tasks.Length];
        Array.Fill(lastSeenFrom, -1);
        for (var from = 0; from < dag.Tasks.Length; from++)
        {
            foreach (var id in dag.Tasks[from].DownstreamTaskIds ?? [])
            {
                if (!indexes.TryGetValue(id, out var to))
                {
                    throw new DagSerializationException($"task '{dag.Tasks[from].TaskId}'.downstream_task_ids", $"'{id}' is no task of this DAG");
                }

                if (lastSeenFrom[to] != from)
                {
                    lastSeenFrom[to] = from;
                    ends.Add(to);
                }
            }

            starts[from + 1] = ends.Count;
        }

        return new AdjacencyList(starts, [.. ends]);
    }

    /// <summary>The same edges seen from the other end.</summary>
    public AdjacencyList Reversed()
    {
        var nodes = offsets.Length - 1;
        var reversedOffsets = new int[nodes + 1];
        foreach (var target in targets)
        {
            reversedOffsets[target + 1]++;
        }

        for (var node = 0; node < nodes; node++)
        {
            reversedOffsets[node + 1] += reversedOffsets[node];
        }

        var next = reversedOffsets.AsSpan(0, nodes).ToArray();
        var reversed = new int[targets.Length];
        for (var from = 0; from < nodes; from++)
        {
            foreach (var to in this[from])
            {
                reversed[next[to]++] = from;
            }
        }

        return new AdjacencyList(reversedOffsets, reversed);
    }
}
