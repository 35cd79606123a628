using System.Text.Json;
using Airflow.Engine.Dags;

namespace Airflow.Engine.Templates;

/// <summary>The objects of Airflow's context, with the attributes that templates may read.</summary>
internal sealed class ContextObjects(TaskTemplateFacts facts)
{
    public TemplateObject Dag()
    {
        var dag = facts.Dag;
        return new TemplateObject("DAG") { AsText = () => $"<DAG: {dag.DagId}>" }
            .With("dag_id", dag.DagId)
            .With("dag_display_name", dag.DisplayName ?? dag.DagId)
            .With("description", dag.Description)
            .With("doc_md", dag.DocMd)
            .With("owner", dag.Owner)
            .With("fileloc", dag.Fileloc)
            .With("folder", dag.Fileloc is null ? null : Path.GetDirectoryName(dag.Fileloc))
            .With("tags", new PySet(dag.Tags.Order(StringComparer.Ordinal)))
            .With("task_ids", new PyList(dag.TaskIds))
            .With("start_date", Pendulum(dag.StartDate))
            .With("end_date", Pendulum(dag.EndDate))
            .With("schedule", dag.Schedule)
            .WithLazy("timezone", () => PyTimeZone.Named(dag.Timezone))
            .WithLazy("timetable", () => dag.Timetable is { } timetable ? Timetable(timetable) : null)
            .With("catchup", dag.Catchup)
            .With("max_active_runs", (long)dag.MaxActiveRuns)
            .With("max_active_tasks", (long)dag.MaxActiveTasks)
            .With("render_template_as_native_obj", dag.RenderTemplateAsNativeObj)
            .With("fail_fast", dag.FailFast)
            .With("max_consecutive_failed_dag_runs", (long)dag.MaxConsecutiveFailedDagRuns)
            .With("dagrun_timeout", TemplateValues.From(dag.DagrunTimeout))
            .With("relative_fileloc", dag.RelativeFileloc)
            .With("is_paused_upon_creation", dag.IsPausedUponCreation)
            .With("partial", false)
            .WithMethod("has_task(task_id)", call => dag.TaskIds.Contains(call.Text(0), StringComparer.Ordinal))
            .WithLazy("params", () => TemplateValues.From(dag.Params))
            .WithLazy("default_args", () => TemplateValues.From(dag.DefaultArgs));
    }

    public TemplateObject Task()
    {
        var task = facts.Task;
        var made = new TemplateObject(task.TaskType)
        {
            AsText = () => $"<Task({task.TaskType}): {task.TaskId}>",
            FindAttribute = name => task.Arguments.TryGetValue(name, out var value) ? () => TemplateValues.From(value) : null,
        };
        return made.With("task_id", task.TaskId)
            .With("node_id", task.TaskId)
            .With("label", task.TaskId[(task.TaskId.LastIndexOf('.') + 1)..])
            .With("task_display_name", task.DisplayName ?? task.TaskId)
            .With("task_type", task.TaskType)
            .With("operator_name", task.TaskType)
            .With("dag_id", facts.Dag.DagId)
            .WithLazy("dag", Dag)
            .With("owner", task.Owner)
            .With("queue", task.Queue)
            .With("pool", task.Pool)
            .With("pool_slots", (long)task.PoolSlots)
            .With("priority_weight", (long)task.PriorityWeight)
            .With("retries", (long)task.Retries)
            .With("retry_delay", TemplateValues.From(task.RetryDelay))
            .With("execution_timeout", TemplateValues.From(task.ExecutionTimeout))
            .With("trigger_rule", new PyEnum("TriggerRule", task.TriggerRule))
            .With("weight_rule", new PyEnum("WeightRule", task.WeightRule))
            .With("depends_on_past", task.DependsOnPast)
            .With("wait_for_downstream", task.WaitForDownstream)
            .With("do_xcom_push", task.DoXcomPush)
            .With("max_retry_delay", TemplateValues.From(task.MaxRetryDelay))
            .With("max_active_tis_per_dag", task.MaxActiveTisPerDag is { } tasks ? (long)tasks : null)
            .With("max_active_tis_per_dagrun", task.MaxActiveTisPerDagrun is { } runTasks ? (long)runTasks : null)
            .With("start_date", Pendulum(task.StartDate ?? facts.Dag.StartDate))
            .With("end_date", Pendulum(task.EndDate ?? facts.Dag.EndDate))
            .With("executor", task.Executor)
            .With("is_setup", task.IsSetup)
            .With("is_teardown", task.IsTeardown)
            .With("is_mapped", false)
            .With("template_fields", new PyTuple([.. task.TemplateFields]))
            .With("template_ext", new PyTuple([.. task.TemplateExtensions]))
            .With("doc_md", task.DocMd)
            .With("map_index_template", task.MapIndexTemplate)
            .With("upstream_task_ids", new PySet(task.UpstreamTaskIds))
            .With("downstream_task_ids", new PySet(task.DownstreamTaskIds))
            .WithLazy("params", () => new PyDict(((PyDict)TemplateValues.From(facts.Dag.Params)!).Items.Concat(((PyDict)TemplateValues.From(task.Params)!).Items)))
            .WithLazy("inlets", () => AssetObjects.List(task.Inlets))
            .WithLazy("outlets", () => AssetObjects.List(task.Outlets));
    }

    public TemplateObject TaskInstance()
    {
        var run = facts.Run;
        var xcoms = new XComAccessor(facts);
        var made = new TemplateObject("RuntimeTaskInstance")
        {
            AsText = () => $"<TaskInstance: {facts.Dag.DagId}.{facts.Task.TaskId} {run.RunId} [running]>",
        };
        return made.With("task_id", facts.Task.TaskId)
            .With("dag_id", facts.Dag.DagId)
            .With("run_id", run.RunId)
            .With("id", run.TaskInstanceId?.ToString())
            .With("map_index", (long)run.MapIndex)
            .With("try_number", (long)run.TryNumber)
            .With("max_tries", (long)run.MaxTries)
            .With("state", new PyEnum("TaskInstanceState", "running"))
            .With("start_date", Plain(run.TaskStartDate))
            .With("end_date", null)
            .With("hostname", run.Hostname)
            .With("log_url", run.LogUrl)
            .With("is_mapped", run.MapIndex >= 0)
            .WithLazy("task", Task)
            .WithMethod(XComAccessor.Signature, xcoms.Pull);
    }

    public TemplateObject DagRun()
    {
        var run = facts.Run;
        return new TemplateObject("DagRun") { AsText = () => $"<DagRun {facts.Dag.DagId} @ {run.RunId}>" }
            .With("dag_id", facts.Dag.DagId)
            .With("run_id", run.RunId)
            .With("run_type", new PyEnum("DagRunType", run.RunType))
            .With("state", new PyEnum("DagRunState", "running"))
            .With("logical_date", Plain(run.LogicalDate))
            .With("data_interval_start", Plain(run.DataIntervalStart))
            .With("data_interval_end", Plain(run.DataIntervalEnd))
            .With("run_after", Plain(run.RunAfter))
            .With("start_date", Plain(run.StartDate))
            .With("end_date", Plain(run.EndDate))
            .With("clear_number", (long)run.ClearNumber)
            .With("partition_key", run.PartitionKey)
            .With("triggering_user_name", run.TriggeringUserName)
            .WithLazy("conf", () => TemplateValues.From(run.Conf))
            .With("partition_date", Plain(run.PartitionDate))
            .With("note", run.Note)
            .WithLazy("consumed_asset_events", () => new PyList(run.TriggeringAssetEvents.Select(AssetObjects.Event)));
    }

    private static PyDateTime? Pendulum(DateTimeOffset? instant) => instant is { } known ? PyDateTime.Pendulum(known) : null;

    // dates of the run are Python's own datetime, not pendulum's
    private static PyDateTime? Plain(DateTimeOffset? instant) =>
        instant is { } known ? PyDateTime.From(NodaTime.Instant.FromDateTimeOffset(known), PyTimeZone.Utc, isPendulum: false) : null;

    private static TemplateObject Timetable(SerializedTimetable timetable)
    {
        var name = timetable.Type[(timetable.Type.LastIndexOf('.') + 1)..];
        var arguments = timetable.Arguments.EnumerateObject().Select(argument => (argument.Name, Value: TimetableArgument(argument))).ToList();
        var made = new TemplateObject(name) { AsText = () => $"{name}({string.Join(", ", arguments.Select(argument => $"{argument.Name}={PyText.Repr(argument.Value)}"))})" };
        foreach (var (argument, value) in arguments)
        {
            made.With(argument, value);
        }

        return made.With("summary", timetable.Arguments.TryGetProperty("expression", out var expression) ? expression.GetString() : name);
    }

    private static object? TimetableArgument(JsonProperty argument) => argument.Name switch
    {
        "timezone" when argument.Value.ValueKind == JsonValueKind.String => PyTimeZone.Named(argument.Value.GetString()!),
        "interval" or "delta" when argument.Value.ValueKind == JsonValueKind.Number => PyTimeDelta.FromSeconds(argument.Value.GetDouble()),
        _ => TemplateValues.From(argument.Value),
    };
}
