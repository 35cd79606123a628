namespace Airflow.Storage.Dags;

/// <summary>Statements that delete what the database has of a DAG; in this order nothing refers to what is gone.</summary>
internal static class DagDeleteSql
{
    public const string FreeSlots = """
        UPDATE slot_pool
        SET occupied_slots = occupied_slots - (
            SELECT COALESCE(SUM(t.pool_slots), 0)
            FROM task_instance t
            WHERE t.dag_id = @dag_id AND t.pool = slot_pool.pool
              AND (t.state IN ('queued', 'running') OR (slot_pool.include_deferred AND t.state = 'deferred')))
        """;

    public const string XComs = "DELETE FROM xcom WHERE dag_id = @dag_id";
    public const string Lengths = "DELETE FROM task_map WHERE dag_id = @dag_id";
    public const string RenderedFields = "DELETE FROM rendered_task_instance_fields WHERE dag_id = @dag_id";
    public const string History = "DELETE FROM task_instance_history WHERE dag_id = @dag_id";
    public const string TaskInstances = "DELETE FROM task_instance WHERE dag_id = @dag_id";
    public const string TaskStates = "DELETE FROM task_state_store WHERE dag_id = @dag_id";
    public const string Callbacks = "DELETE FROM callback WHERE dag_id = @dag_id";
    public const string Runs = "DELETE FROM dag_run WHERE dag_id = @dag_id";
    public const string Backfills = "DELETE FROM backfill WHERE dag_id = @dag_id";
    public const string Code = "DELETE FROM dag_code WHERE dag_id = @dag_id";
    public const string Serialized = "DELETE FROM serialized_dag WHERE dag_id = @dag_id";
    public const string Versions = "DELETE FROM dag_version WHERE dag_id = @dag_id";
    public const string Tags = "DELETE FROM dag_tag WHERE dag_id = @dag_id";
    public const string Warnings = "DELETE FROM dag_warning WHERE dag_id = @dag_id";
    public const string Dag = "DELETE FROM dag WHERE dag_id = @dag_id";

    public static IReadOnlyList<string> InOrder { get; } =
    [
        XComs, Lengths, RenderedFields, History, TaskInstances, TaskStates, Callbacks, Runs, Backfills, Code, Serialized, Versions, Tags, Warnings, Dag,
    ];
}
