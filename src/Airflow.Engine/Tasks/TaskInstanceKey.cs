namespace Airflow.Engine.Tasks;

/// <summary>What names a task instance over all its tries; map index -1 is a task that is not mapped.</summary>
public readonly record struct TaskInstanceKey(string DagId, string RunId, string TaskId, int MapIndex)
{
    public override string ToString() => MapIndex < 0 ? $"{DagId}.{TaskId} {RunId}" : $"{DagId}.{TaskId}[{MapIndex}] {RunId}";
}
