namespace Airflow;

/// <summary>The results of a task for all elements that the group around it is mapped over.</summary>
/// <typeparam name="T">Type of one result.</typeparam>
internal sealed class CollectedOutput<T>(ITaskOutput<T> output) : ITaskOutput<IReadOnlyList<T>>
{
    public Operator Task => output.Task;

    public string Key => output.Key;
}
