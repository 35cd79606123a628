using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Explaining;

/// <summary>What to do about a reason.</summary>
internal static class ExplainAdvice
{
    /// <summary>A command or a setting, or null when it resolves itself in time.</summary>
    public static string? Of(string code, TaskInstanceKey key, DagRun run, string pool, string queue)
    {
        var clear = $"airflow tasks clear {key.DagId} -t '^{key.TaskId}$'{(run.LogicalDate is { } at ? $" -s {at:yyyy-MM-ddTHH:mm:ssZ} -e {at:yyyy-MM-ddTHH:mm:ssZ}" : "")}";
        return code.Split(':')[0] switch
        {
            "run_held" => $"airflow dags resume {key.DagId} {key.RunId}",
            "task_held" => $"airflow tasks resume {key.DagId} {key.TaskId} {key.RunId}{(key.MapIndex < 0 ? "" : $" --map-index {key.MapIndex}")}",
            "dag_draining" => $"airflow dags unpause {key.DagId}",
            "dag_paused" => $"airflow dags unpause {key.DagId}",
            "run_not_running" when run.State == RunState.Queued => null,
            "run_not_running" or "state_not_allowed" => clear,
            "logical_date_in_future" => null,
            "after_task_end" or "after_dag_end" or "before_task_start" or "before_dag_start" => "Change start_date or end_date in the DAG file, then clear the task.",
            "previous_run_has_no_such_task" => $"Set ignore_first_depends_on_past of task {key.TaskId}.",
            "previous_not_successful" or "previous_downstream_not_done" => $"Bring the task to an end in the run before: airflow dags list-runs {key.DagId}",
            "trigger_rule" or "mapping_source_not_successful" => "Clear the upstream tasks that failed, or wait for those that have not ended.",
            "dag_limit_reached" => $"Raise max_active_tasks of DAG {key.DagId}, or wait.",
            "task_limit_reached" => $"Raise max_active_tis_per_dag of task {key.TaskId}, or wait.",
            "task_limit_per_run_reached" => $"Raise max_active_tis_per_dagrun of task {key.TaskId}, or wait.",
            "no_such_pool" => $"airflow pools set {pool} 128 ''",
            "too_few_pool_slots" => $"Raise the slots of pool {pool} (airflow pools set), or wait.",
            "parallelism_reached" => "Raise [core] parallelism, or wait.",
            "no_scheduler" or "scheduler_silent" => "airflow scheduler",
            "queue_unserved" => $"airflow celery worker -q {queue}",
            "backfill_paused" => "Unpause the backfill.",
            "max_active_runs_reached" => $"Raise max_active_runs of DAG {key.DagId}, or wait.",
            _ => null,
        };
    }
}
