using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>Reads the options of a task that stand among the partial arguments of a mapped one, plain or in their typed form.</summary>
internal static class PartialKwargsReader
{
    public static SerializedTask Read(JsonElement partial, string path)
    {
        var fields = new FieldReader(partial, path, unwrap: true);
        return new SerializedTask
        {
            TaskDisplayName = fields.String("task_display_name"),
            Owner = fields.String("owner"),
            TriggerRule = fields.String("trigger_rule"),
            DependsOnPast = fields.Bool("depends_on_past"),
            IgnoreFirstDependsOnPast = fields.Bool("ignore_first_depends_on_past"),
            WaitForPastDependsBeforeSkipping = fields.Bool("wait_for_past_depends_before_skipping"),
            WaitForDownstream = fields.Bool("wait_for_downstream"),
            Retries = fields.Int("retries"),
            RetryDelay = fields.Seconds("retry_delay"),
            RetryExponentialBackoff = SerializedTaskReader.ReadBackoff(fields),
            MaxRetryDelay = fields.Seconds("max_retry_delay"),
            HasRetryPolicy = fields.Bool("has_retry_policy"),
            ExecutionTimeout = fields.Seconds("execution_timeout"),
            StartDate = fields.Instant("start_date"),
            EndDate = fields.Instant("end_date"),
            Queue = fields.String("queue"),
            Pool = fields.String("pool"),
            PoolSlots = fields.Int("pool_slots"),
            PriorityWeight = fields.Long("priority_weight"),
            WeightRule = fields.String("weight_rule"),
            Executor = fields.String("executor"),
            MaxActiveTisPerDag = fields.Int("max_active_tis_per_dag"),
            MaxActiveTisPerDagrun = fields.Int("max_active_tis_per_dagrun"),
            DoXcomPush = fields.Bool("do_xcom_push"),
            OnFailureFailDagrun = fields.Bool("on_failure_fail_dagrun"),
            MapIndexTemplate = fields.String("map_index_template"),
            Inlets = SerializedTaskReader.ReadAssets(fields, "inlets"),
            Outlets = SerializedTaskReader.ReadAssets(fields, "outlets"),
            HasOnExecuteCallback = fields.Bool("has_on_execute_callback"),
            HasOnFailureCallback = fields.Bool("has_on_failure_callback"),
            HasOnSkippedCallback = fields.Bool("has_on_skipped_callback"),
            HasOnSuccessCallback = fields.Bool("has_on_success_callback"),
            HasOnRetryCallback = fields.Bool("has_on_retry_callback"),
        };
    }
}
