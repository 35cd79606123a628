using System.Text.Json;
using Airflow.Engine.Execution;

namespace Airflow.Runtime.Logs;

/// <summary>What every line of a try says about whose it is.</summary>
internal sealed record LogTags(string TiId, string DagId, string TaskId, string RunId, int TryNumber, int MapIndex)
{
    public static LogTags Of(TaskWorkload workload) =>
        new(workload.Id.ToString(), workload.Key.DagId, workload.Key.TaskId, workload.Key.RunId, workload.TryNumber, workload.Key.MapIndex);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("ti_id", TiId);
        writer.WriteString("dag_id", DagId);
        writer.WriteString("task_id", TaskId);
        writer.WriteString("run_id", RunId);
        writer.WriteNumber("try_number", TryNumber);
        writer.WriteNumber("map_index", MapIndex);
    }
}
