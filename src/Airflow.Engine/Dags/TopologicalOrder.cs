using System.Collections.Immutable;

namespace Airflow.Engine.Dags;

/// <summary>Sorts tasks so that each comes after everything upstream of it, and finds a circle when that cannot be.</summary>
internal static class TopologicalOrder
{
    public static int[] Sort(SerializedDag dag, AdjacencyList upstream, AdjacencyList downstream)
    {
        var count = dag.Tasks.Length;
        var open = new int[count];
        var order = new int[count];
        var end = 0;
        for (var task = 0; task < count; task++)
        {
            open[task] = upstream[task].Length;
            if (open[task] == 0)
            {
                order[end++] = task;
            }
        }

        for (var next = 0; next < end; next++)
        {
            foreach (var task in downstream[order[next]])
            {
                if (--open[task] == 0)
                {
                    order[end++] = task;
                }
            }
        }

        return end == count ? order : throw new DagCycleException(dag.DagId, FindCycle(dag, upstream, open));
    }

    // Whatever is still open has an open task upstream, so walking up from any of them runs into a circle.
    private static ImmutableArray<string> FindCycle(SerializedDag dag, AdjacencyList upstream, int[] open)
    {
        var path = new List<int>();
        var position = new Dictionary<int, int>();
        var task = Array.FindIndex(open, count => count > 0);
        while (position.TryAdd(task, path.Count))
        {
            path.Add(task);
            foreach (var before in upstream[task])
            {
                if (open[before] > 0)
                {
                    task = before;
                    break;
                }
            }
        }

        path.Add(task);
        return [.. path.Skip(position[task]).Reverse().Select(index => dag.Tasks[index].TaskId)];
    }
}
