namespace Airflow;

/// <summary>Arrows that start at several tasks side by side: <c>(a, b) >> c</c>.</summary>
public static class TaskTupleExtensions
{
    extension<T1, T2>((T1, T2))
        where T1 : TaskNode
        where T2 : TaskNode
    {
        /// <summary>The right side waits for all of the left side.</summary>
        /// <param name="left">What comes first, side by side.</param>
        /// <param name="right">What comes after them.</param>
        /// <returns><paramref name="right"/>, so that arrows can be chained.</returns>
        public static TaskNode operator >>((T1, T2) left, TaskNode right) => Dag.Side(left.Item1, left.Item2).Then(right);
    }

    extension<T1, T2, T3>((T1, T2, T3))
        where T1 : TaskNode
        where T2 : TaskNode
        where T3 : TaskNode
    {
        /// <summary>The right side waits for all of the left side.</summary>
        /// <param name="left">What comes first, side by side.</param>
        /// <param name="right">What comes after them.</param>
        /// <returns><paramref name="right"/>, so that arrows can be chained.</returns>
        public static TaskNode operator >>((T1, T2, T3) left, TaskNode right) => Dag.Side(left.Item1, left.Item2, left.Item3).Then(right);
    }

    extension<T1, T2, T3, T4>((T1, T2, T3, T4))
        where T1 : TaskNode
        where T2 : TaskNode
        where T3 : TaskNode
        where T4 : TaskNode
    {
        /// <summary>The right side waits for all of the left side.</summary>
        /// <param name="left">What comes first, side by side.</param>
        /// <param name="right">What comes after them.</param>
        /// <returns><paramref name="right"/>, so that arrows can be chained.</returns>
        public static TaskNode operator >>((T1, T2, T3, T4) left, TaskNode right) => Dag.Side(left.Item1, left.Item2, left.Item3, left.Item4).Then(right);
    }
}
