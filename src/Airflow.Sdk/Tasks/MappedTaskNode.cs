namespace Airflow;

/// <summary>A task from a C# function that runs once for every element of a sequence; a later task takes the list of all results.</summary>
/// <typeparam name="T">Type of one result; it must have a JSON form.</typeparam>
public sealed class MappedTaskNode<T> : TaskNode<IReadOnlyList<T>>
{
    internal MappedTaskNode(string taskId, TaskFunction function, TaskOptions? options)
        : base(taskId, function, options)
    {
    }

    internal override Type ResultType => typeof(T);

    private protected override Type ElementType => typeof(T);
}
