using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>Where the log of a try lies, in Airflow's layout, relative to the log folder.</summary>
public static class LogPaths
{
    /// <summary>The callbacks of a run's DAG.</summary>
    public static string OfCallbacks(string dagId, string runId) => $"dag_id={dagId}/run_id={runId}/callbacks.log";

    public static string For(TaskInstanceKey key, int tryNumber) => key.MapIndex < 0
        ? $"dag_id={key.DagId}/run_id={key.RunId}/task_id={key.TaskId}/attempt={tryNumber}.log"
        : $"dag_id={key.DagId}/run_id={key.RunId}/task_id={key.TaskId}/map_index={key.MapIndex}/attempt={tryNumber}.log";
}
