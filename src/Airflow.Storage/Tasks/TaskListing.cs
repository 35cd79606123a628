using Airflow.Engine.Coordination;
using Airflow.Engine.Tasks;
using Airflow.Storage.Dags;
using Airflow.Storage.Listing;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Tasks;

/// <summary>The list of task instances, each with what people look at beside it.</summary>
internal static class TaskListing
{
    /// <summary>How many columns <see cref="Select"/> names.</summary>
    public const int Columns = 65;

    /// <summary>Notes and rendered fields are looked up for the page alone: as tables beside the list they would be read for all that is sorted.</summary>
    public const string Select = """
        t.id, t.dag_id, t.run_id, t.task_id, t.map_index, t.state, t.try_number, t.max_tries, t.scheduled_dttm, t.queued_dttm,
        t.start_date, t.end_date, t.duration, t.hostname, t.unixname, t.pid, t.pool, t.pool_slots, t.queue, t.priority_weight,
        t.operator, t.custom_operator_name, t.task_display_name, t.queued_by_job_id, t.last_heartbeat_at, t.executor,
        t.rendered_map_index, t.external_executor_id, t.dag_version_id, t.retry_delay_override, t.retry_reason, t.exit_cause,
        t.reschedule_date, t.next_method, t.next_kwargs, t.trigger_id, t.trigger_timeout, t.updated_at, t.held_at, t.held_by,
        t.hold_reason,
        r.logical_date, r.run_after, d.dag_display_name, v.id, v.version_number, v.bundle_name, v.bundle_version, v.created_at,
        (SELECT n.content FROM task_instance_note n WHERE n.ti_id = t.id),
        (SELECT f.rendered_fields FROM rendered_task_instance_fields f
         WHERE f.dag_id = t.dag_id AND f.task_id = t.task_id AND f.run_id = t.run_id AND f.map_index = t.map_index),
        g.id, g.classpath, g.kwargs, g.created_date, g.queue,
        j.id, j.state, j.job_type, j.start_date, j.end_date, j.latest_heartbeat, j.executor_class, j.hostname, j.unixname
        """;

    public const string From = """
        task_instance t
        LEFT JOIN dag_run r ON r.dag_id = t.dag_id AND r.run_id = t.run_id
        LEFT JOIN dag d ON d.dag_id = t.dag_id
        LEFT JOIN dag_version v ON v.id = t.dag_version_id
        LEFT JOIN "trigger" g ON g.id = t.trigger_id
        LEFT JOIN job j ON j.id = g.triggerer_id
        """;

    /// <summary>What people know an instance of a mapped task by: a text of its own, or its number.</summary>
    public const string ShownMapIndex = $"COALESCE(t.rendered_map_index, CASE WHEN t.map_index >= 0 THEN {MapIndexText} END)";

    public const string MapIndexText = "CAST(t.map_index AS VARCHAR)";

    public static readonly ListingShape<ListedTask> Shape = new(Select, From, Read)
    {
        Columns = Columns,
        Key = ["id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["id"] = ListedField.Id("t.id"),
            ["dag_id"] = Unordered("t.dag_id"),
            ["run_id"] = Unordered("t.run_id"),
            ["task_id"] = Unordered("t.task_id"),
            ["task_display_name"] = Unordered("COALESCE(t.task_display_name, t.task_id)"),
            ["map_index"] = ListedField.Number("t.map_index"),
            ["state"] = ListedField.Text("t.state", isNullable: true),
            ["try_number"] = ListedField.Number("t.try_number"),
            ["duration"] = new ListedField("t.duration", ListedKind.Real, IsNullable: true),
            ["start_date"] = ListedField.Time("t.start_date", isNullable: true),
            ["end_date"] = ListedField.Time("t.end_date", isNullable: true),
            ["updated_at"] = ListedField.Time("t.updated_at", isNullable: true) with { IsOrdered = false },
            ["logical_date"] = ListedField.Time("r.logical_date", isNullable: true),
            ["run_after"] = ListedField.Time("r.run_after", isNullable: true),
            ["data_interval_start"] = ListedField.Time("r.data_interval_start", isNullable: true),
            ["data_interval_end"] = ListedField.Time("r.data_interval_end", isNullable: true),
            ["rendered_map_index"] = ListedField.Text("t.rendered_map_index", isNullable: true) with { Then = "map_index" },
            ["shown_map_index"] = ListedField.Text(ShownMapIndex, isNullable: true) with { IsOrdered = false },
            ["operator"] = ListedField.Text("t.operator", isNullable: true),
            ["operator_name"] = Unordered("t.custom_operator_name") with { IsNullable = true },
            ["pool"] = Unordered("t.pool"),
            ["queue"] = Unordered("t.queue") with { IsNullable = true },
            ["executor"] = Unordered("t.executor") with { IsNullable = true },
            ["version_number"] = ListedField.Number("v.version_number", isNullable: true) with { IsOrdered = false },
        },
    };

    private static ListedField Unordered(string sql) => ListedField.Text(sql) with { IsOrdered = false };

    public static ListedTask Read(SqlRow row)
    {
        var task = TaskInstanceRow.Read(row);
        return new ListedTask
        {
            Task = task,
            LogicalDate = row.TimeOrNull(41),
            RunAfter = row.TimeOrNull(42),
            DagDisplayName = row.TextOrNull(43),
            Version = VersionRow.Read(row, 44, task.Key.DagId),
            Note = row.TextOrNull(49),
            RenderedFields = row.TextOrNull(50),
            Trigger = row.IsNull(51) ? null : new ListedTrigger(row.Long(51), row.Text(52), row.Text(53), row.Time(54), row.TextOrNull(55), Triggerer(row)),
        };
    }

    private static Job? Triggerer(SqlRow row) => row.IsNull(56) ? null : new Job
    {
        Id = row.Int(56),
        State = row.TextOrNull(57) ?? "",
        JobType = row.TextOrNull(58) ?? "",
        StartDate = row.TimeOrNull(59),
        EndDate = row.TimeOrNull(60),
        LatestHeartbeat = row.TimeOrNull(61),
        ExecutorClass = row.TextOrNull(62),
        Hostname = row.TextOrNull(63) ?? "",
        UnixName = row.TextOrNull(64),
    };
}
