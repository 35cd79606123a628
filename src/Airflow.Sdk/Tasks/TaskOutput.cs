namespace Airflow;

/// <summary>One named XCom of a task as an input for others.</summary>
/// <typeparam name="T">Type as which the value is read.</typeparam>
/// <param name="task">The task that leaves it.</param>
/// <param name="key">Name of the XCom.</param>
internal sealed class TaskOutput<T>(Operator task, string key) : ITaskOutput<T>
{
    public Operator Task { get; } = task;

    public string Key { get; } = key;
}
