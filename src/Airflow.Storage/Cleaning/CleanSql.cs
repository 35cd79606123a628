namespace Airflow.Storage.Cleaning;

/// <summary>
/// The old rows of each table; the same statement says what is counted, archived and deleted. Nothing of an unfinished run is old.
/// Where rows belong to a DAG, @dag_ids and @exclude_dag_ids narrow them: JSON lists, or null.
/// </summary>
internal static class CleanSql
{
    public const string OldLog = """
        SELECT rowid
        FROM log
        WHERE dttm < @before
          AND (log.dag_id IN (SELECT value FROM json_each(@dag_ids)) OR @dag_ids IS NULL)
          AND (log.dag_id NOT IN (SELECT value FROM json_each(@exclude_dag_ids)) OR @exclude_dag_ids IS NULL)
        """;

    public const string OldXcom = """
        SELECT rowid
        FROM xcom
        WHERE timestamp < @before AND dag_run_id IN (SELECT id FROM dag_run WHERE state IN ('success', 'failed'))
          AND (xcom.dag_id IN (SELECT value FROM json_each(@dag_ids)) OR @dag_ids IS NULL)
          AND (xcom.dag_id NOT IN (SELECT value FROM json_each(@exclude_dag_ids)) OR @exclude_dag_ids IS NULL)
        """;

    public const string OldTaskReschedule = """
        SELECT rowid
        FROM task_reschedule
        WHERE start_date < @before AND ti_id NOT IN (SELECT id FROM task_instance WHERE state IN ('up_for_reschedule', 'scheduled', 'queued', 'running'))
          AND ((SELECT t.dag_id FROM task_instance t WHERE t.id = task_reschedule.ti_id) IN (SELECT value FROM json_each(@dag_ids)) OR @dag_ids IS NULL)
          AND ((SELECT t.dag_id FROM task_instance t WHERE t.id = task_reschedule.ti_id) NOT IN (SELECT value FROM json_each(@exclude_dag_ids)) OR @exclude_dag_ids IS NULL)
        """;

    public const string OldTaskInstanceHistory = """
        SELECT rowid
        FROM task_instance_history
        WHERE start_date < @before
          AND (task_instance_history.dag_id IN (SELECT value FROM json_each(@dag_ids)) OR @dag_ids IS NULL)
          AND (task_instance_history.dag_id NOT IN (SELECT value FROM json_each(@exclude_dag_ids)) OR @exclude_dag_ids IS NULL)
        """;

    public const string OldTaskInstance = """
        SELECT rowid
        FROM task_instance
        WHERE start_date < @before
          AND EXISTS (SELECT 1 FROM dag_run r WHERE r.dag_id = task_instance.dag_id AND r.run_id = task_instance.run_id AND r.state IN ('success', 'failed'))
          AND (task_instance.dag_id IN (SELECT value FROM json_each(@dag_ids)) OR @dag_ids IS NULL)
          AND (task_instance.dag_id NOT IN (SELECT value FROM json_each(@exclude_dag_ids)) OR @exclude_dag_ids IS NULL)
        """;

    /// <summary>Summaries of these runs that somebody keeps are not right any more; a task instance starts no earlier than its run.</summary>
    public const string TouchOldRuns = """
        UPDATE dag_run
        SET task_changes = task_changes + 1
        WHERE state IN ('success', 'failed') AND (start_date < @before OR start_date IS NULL)
        """;

    public const string OldTaskStateStore = """
        SELECT rowid
        FROM task_state_store
        WHERE expires_at < @before
          AND (task_state_store.dag_id IN (SELECT value FROM json_each(@dag_ids)) OR @dag_ids IS NULL)
          AND (task_state_store.dag_id NOT IN (SELECT value FROM json_each(@exclude_dag_ids)) OR @exclude_dag_ids IS NULL)
        """;

    public const string OldDeadline = """
        SELECT rowid
        FROM deadline
        WHERE deadline_time < @before
          AND ((SELECT r.dag_id FROM dag_run r WHERE r.id = deadline.dagrun_id) IN (SELECT value FROM json_each(@dag_ids)) OR @dag_ids IS NULL)
          AND ((SELECT r.dag_id FROM dag_run r WHERE r.id = deadline.dagrun_id) NOT IN (SELECT value FROM json_each(@exclude_dag_ids)) OR @exclude_dag_ids IS NULL)
        """;

    // what keeps the last run stands inside: MySQL refuses to delete where it can tell beforehand that it need not look at other runs
    public const string OldDagRun = """
        SELECT rowid
        FROM dag_run
        WHERE start_date < @before
          AND state IN ('success', 'failed')
          AND (run_type = 'manual' OR EXISTS (
              SELECT 1
              FROM dag_run n
              WHERE n.dag_id = dag_run.dag_id
                AND (NOT @keep_last OR (n.run_type <> 'manual'
                  AND (n.start_date > dag_run.start_date OR (n.start_date = dag_run.start_date AND n.id > dag_run.id))))))
          AND (dag_run.dag_id IN (SELECT value FROM json_each(@dag_ids)) OR @dag_ids IS NULL)
          AND (dag_run.dag_id NOT IN (SELECT value FROM json_each(@exclude_dag_ids)) OR @exclude_dag_ids IS NULL)
        """;

    public const string OldDagVersion = """
        SELECT rowid
        FROM dag_version
        WHERE created_at < @before
          AND EXISTS (SELECT 1 FROM dag_version n WHERE n.dag_id = dag_version.dag_id AND n.version_number > dag_version.version_number)
          AND NOT EXISTS (SELECT 1 FROM task_instance t WHERE t.dag_version_id = dag_version.id)
          AND NOT EXISTS (SELECT 1 FROM dag_run r WHERE r.created_dag_version_id = dag_version.id)
          AND (dag_version.dag_id IN (SELECT value FROM json_each(@dag_ids)) OR @dag_ids IS NULL)
          AND (dag_version.dag_id NOT IN (SELECT value FROM json_each(@exclude_dag_ids)) OR @exclude_dag_ids IS NULL)
        """;

    public const string OldDag = """
        SELECT rowid
        FROM dag
        WHERE last_parsed_time < @before
          AND is_stale
          AND NOT EXISTS (SELECT 1 FROM dag_run r WHERE r.dag_id = dag.dag_id)
          AND (dag.dag_id IN (SELECT value FROM json_each(@dag_ids)) OR @dag_ids IS NULL)
          AND (dag.dag_id NOT IN (SELECT value FROM json_each(@exclude_dag_ids)) OR @exclude_dag_ids IS NULL)
        """;

    public const string OldAssetEvent = """
        SELECT rowid
        FROM asset_event
        WHERE timestamp < @before
          AND (asset_event.source_dag_id IN (SELECT value FROM json_each(@dag_ids)) OR @dag_ids IS NULL)
          AND (asset_event.source_dag_id NOT IN (SELECT value FROM json_each(@exclude_dag_ids)) OR @exclude_dag_ids IS NULL)
        """;

    public const string OldPartitionedAssetKeyLog = """
        SELECT rowid
        FROM partitioned_asset_key_log
        WHERE created_at < @before
        """;

    public const string OldCallback = """
        SELECT rowid
        FROM callback
        WHERE created_at < @before AND (state IS NULL OR state NOT IN ('pending', 'running'))
        """;

    public const string OldTrigger = """
        SELECT rowid
        FROM "trigger"
        WHERE created_date < @before AND id NOT IN (SELECT trigger_id FROM task_instance WHERE trigger_id IS NOT NULL)
        """;

    public const string OldJob = """
        SELECT rowid
        FROM job
        WHERE latest_heartbeat < @before AND state <> 'running'
          AND (job.dag_id IN (SELECT value FROM json_each(@dag_ids)) OR @dag_ids IS NULL)
          AND (job.dag_id NOT IN (SELECT value FROM json_each(@exclude_dag_ids)) OR @exclude_dag_ids IS NULL)
        """;

    public const string OldImportError = """
        SELECT rowid
        FROM import_error
        WHERE timestamp < @before
        """;

    public const string OldRevokedToken = """
        SELECT rowid
        FROM revoked_token
        WHERE exp < @before
        """;

    public const string OldConnectionTestRequest = """
        SELECT rowid
        FROM connection_test_request
        WHERE updated_at < @before
        """;
}
