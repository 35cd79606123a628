namespace Airflow;

/// <summary>A group whose tasks run once for every element of a sequence; a later task takes the list of what its last task returned.</summary>
/// <typeparam name="T">Type of one result.</typeparam>
public sealed class MappedTaskGroup<T> : TaskGroup, ITaskOutput<IReadOnlyList<T>>
{
    private ITaskOutput<T>? _result;

    internal MappedTaskGroup(string groupId, GroupOptions? options)
        : base(groupId, options)
    {
    }

    Operator ITaskOutput.Task => Result.Task;

    string ITaskOutput.Key => Result.Key;

    internal ITaskOutput<T> Result
    {
        get => _result ?? throw new InvalidOperationException($"Group '{Id}' has no result before its tasks are made.");
        set => _result = value;
    }
}
