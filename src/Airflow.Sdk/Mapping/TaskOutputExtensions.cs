namespace Airflow;

/// <summary>What can be done with the result of a task: mapping over it.</summary>
public static partial class TaskOutputExtensions
{
    /// <summary>Takes two sequences side by side, as many elements as the shorter one has.</summary>
    /// <typeparam name="TFirst">Type of an element of the first sequence.</typeparam>
    /// <typeparam name="TSecond">Type of an element of the second sequence.</typeparam>
    /// <param name="source">The task whose result is the first sequence.</param>
    /// <param name="other">The task whose result is the second sequence.</param>
    /// <returns>The pairs, to map over.</returns>
    public static MapPairs<TFirst, TSecond> Zip<TFirst, TSecond>(this ITaskOutput<IEnumerable<TFirst>> source, ITaskOutput<IEnumerable<TSecond>> other)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(other);
        return new(source, MappedFunctions.Zip<TFirst, TSecond>(new XComSource(source), new XComSource(other)));
    }

    /// <summary>Takes every element of one sequence with every element of another; the other one changes fastest.</summary>
    /// <typeparam name="TFirst">Type of an element of the first sequence.</typeparam>
    /// <typeparam name="TSecond">Type of an element of the second sequence.</typeparam>
    /// <param name="source">The task whose result is the first sequence.</param>
    /// <param name="other">The task whose result is the second sequence.</param>
    /// <returns>The pairs, to map over.</returns>
    public static MapPairs<TFirst, TSecond> Product<TFirst, TSecond>(this ITaskOutput<IEnumerable<TFirst>> source, ITaskOutput<IEnumerable<TSecond>> other)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(other);
        return new(source, MappedFunctions.Product<TFirst, TSecond>(new XComSource(source), new XComSource(other)));
    }

    /// <summary>Takes every element of a task's sequence with every element of a list; the list changes fastest.</summary>
    /// <typeparam name="TFirst">Type of an element of the sequence.</typeparam>
    /// <typeparam name="TSecond">Type of an element of the list; it must have a JSON form.</typeparam>
    /// <param name="source">The task whose result is the sequence.</param>
    /// <param name="values">The list.</param>
    /// <returns>The pairs, to map over.</returns>
    public static MapPairs<TFirst, TSecond> Product<TFirst, TSecond>(this ITaskOutput<IEnumerable<TFirst>> source, IEnumerable<TSecond> values)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(values);
        return new(source, MappedFunctions.Product<TFirst, TSecond>(new XComSource(source), LiteralSource.Of(values)));
    }

    /// <summary>Where a task made from this one belongs: the same group, or the DAG.</summary>
    /// <summary>Where a task that is mapped over the output belongs: beside the task that leaves it, and for the results of a mapped group beside the group.</summary>
    internal static ITaskContainer Container(this ITaskOutput output)
    {
        var group = output is not Operator && output.Task.MappedGroup is { } mapped ? mapped.Group : output.Task.Group;
        return group is null ? output.Task.Dag : group;
    }
}
