namespace Airflow;

/// <summary>Finds cycles, each as the path that leads around it.</summary>
internal static class CycleFinder
{
    /// <summary>At least one cycle of every knot; none if the arrows are fine.</summary>
    public static IReadOnlyList<IReadOnlyList<Operator>> Find(Dag dag)
    {
        var graph = dag.Graph;
        List<IReadOnlyList<Operator>> cycles = [];
        HashSet<Operator> done = [];
        foreach (var start in dag.Tasks.Where(task => !done.Contains(task)))
        {
            Walk(start, graph, done, cycles);
        }

        return cycles;
    }

    // without recursion: a chain of many thousand tasks must not overflow the stack
    private static void Walk(Operator start, TaskGraph graph, HashSet<Operator> done, List<IReadOnlyList<Operator>> cycles)
    {
        List<Operator> path = [];
        HashSet<Operator> onPath = [];
        var open = new Stack<(Operator Task, IEnumerator<Operator> Next)>();
        Enter(start);
        while (open.TryPeek(out var top))
        {
            if (!top.Next.MoveNext())
            {
                open.Pop();
                path.RemoveAt(path.Count - 1);
                onPath.Remove(top.Task);
                done.Add(top.Task);
                continue;
            }

            var next = top.Next.Current;
            if (onPath.Contains(next))
            {
                cycles.Add(path[path.IndexOf(next)..]);
            }
            else if (!done.Contains(next))
            {
                Enter(next);
            }
        }

        void Enter(Operator task)
        {
            path.Add(task);
            onPath.Add(task);
            open.Push((task, graph.Downstream(task).GetEnumerator()));
        }
    }
}
