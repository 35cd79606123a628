namespace Airflow.Engine.Tasks;

/// <summary>How many instances of a task are in a state.</summary>
public sealed record TaskCount(string DagId, string TaskId, string Queue, TaskState State, int Count);
