namespace Airflow.Storage.Cleaning;

/// <summary>
/// What is old in each table, counted and deleted by the same condition. Deletes go in portions, so that the writer has room for others
/// between them; nothing of an unfinished run is old.
/// </summary>
internal static class CleanSql
{
    public const string CountLog = """
        SELECT COUNT(*)
        FROM log
        WHERE dttm < @before
        """;

    public const string DeleteLog = """
        DELETE FROM log
        WHERE rowid IN (
            SELECT rowid
            FROM log
            WHERE dttm < @before
            LIMIT 2000)
        """;

    public const string CountXcom = """
        SELECT COUNT(*)
        FROM xcom
        WHERE timestamp < @before AND dag_run_id IN (SELECT id FROM dag_run WHERE state IN ('success', 'failed'))
        """;

    public const string DeleteXcom = """
        DELETE FROM xcom
        WHERE rowid IN (
            SELECT rowid
            FROM xcom
            WHERE timestamp < @before AND dag_run_id IN (SELECT id FROM dag_run WHERE state IN ('success', 'failed'))
            LIMIT 2000)
        """;

    public const string CountTaskReschedule = """
        SELECT COUNT(*)
        FROM task_reschedule
        WHERE start_date < @before AND ti_id NOT IN (SELECT id FROM task_instance WHERE state IN ('up_for_reschedule', 'scheduled', 'queued', 'running'))
        """;

    public const string DeleteTaskReschedule = """
        DELETE FROM task_reschedule
        WHERE rowid IN (
            SELECT rowid
            FROM task_reschedule
            WHERE start_date < @before AND ti_id NOT IN (SELECT id FROM task_instance WHERE state IN ('up_for_reschedule', 'scheduled', 'queued', 'running'))
            LIMIT 2000)
        """;

    public const string CountTaskInstanceHistory = """
        SELECT COUNT(*)
        FROM task_instance_history
        WHERE start_date < @before
        """;

    public const string DeleteTaskInstanceHistory = """
        DELETE FROM task_instance_history
        WHERE rowid IN (
            SELECT rowid
            FROM task_instance_history
            WHERE start_date < @before
            LIMIT 2000)
        """;

    public const string CountTaskInstance = """
        SELECT COUNT(*)
        FROM task_instance
        WHERE start_date < @before
          AND EXISTS (SELECT 1 FROM dag_run r WHERE r.dag_id = task_instance.dag_id AND r.run_id = task_instance.run_id AND r.state IN ('success', 'failed'))
        """;

    public const string DeleteTaskInstance = """
        DELETE FROM task_instance
        WHERE rowid IN (
            SELECT rowid
            FROM task_instance
            WHERE start_date < @before
              AND EXISTS (SELECT 1 FROM dag_run r WHERE r.dag_id = task_instance.dag_id AND r.run_id = task_instance.run_id AND r.state IN ('success', 'failed'))
            LIMIT 2000)
        """;

    public const string CountTaskStateStore = """
        SELECT COUNT(*)
        FROM task_state_store
        WHERE expires_at < @before
        """;

    public const string DeleteTaskStateStore = """
        DELETE FROM task_state_store
        WHERE rowid IN (
            SELECT rowid
            FROM task_state_store
            WHERE expires_at < @before
            LIMIT 2000)
        """;

    public const string CountDeadline = """
        SELECT COUNT(*)
        FROM deadline
        WHERE deadline_time < @before
        """;

    public const string DeleteDeadline = """
        DELETE FROM deadline
        WHERE rowid IN (
            SELECT rowid
            FROM deadline
            WHERE deadline_time < @before
            LIMIT 2000)
        """;

    public const string CountDagRun = """
        SELECT COUNT(*)
        FROM dag_run
        WHERE start_date < @before
          AND state IN ('success', 'failed')
          AND (NOT @keep_last OR run_type = 'manual' OR EXISTS (
              SELECT 1
              FROM dag_run n
              WHERE n.dag_id = dag_run.dag_id AND n.run_type <> 'manual'
                AND (n.start_date > dag_run.start_date OR (n.start_date = dag_run.start_date AND n.id > dag_run.id))))
        """;

    public const string DeleteDagRun = """
        DELETE FROM dag_run
        WHERE rowid IN (
            SELECT rowid
            FROM dag_run
            WHERE start_date < @before
              AND state IN ('success', 'failed')
              AND (NOT @keep_last OR run_type = 'manual' OR EXISTS (
                  SELECT 1
                  FROM dag_run n
                  WHERE n.dag_id = dag_run.dag_id AND n.run_type <> 'manual'
                    AND (n.start_date > dag_run.start_date OR (n.start_date = dag_run.start_date AND n.id > dag_run.id))))
            LIMIT 2000)
        """;

    public const string CountDagVersion = """
        SELECT COUNT(*)
        FROM dag_version
        WHERE created_at < @before
          AND EXISTS (SELECT 1 FROM dag_version n WHERE n.dag_id = dag_version.dag_id AND n.version_number > dag_version.version_number)
          AND NOT EXISTS (SELECT 1 FROM task_instance t WHERE t.dag_version_id = dag_version.id)
          AND NOT EXISTS (SELECT 1 FROM dag_run r WHERE r.created_dag_version_id = dag_version.id)
        """;

    public const string DeleteDagVersion = """
        DELETE FROM dag_version
        WHERE rowid IN (
            SELECT rowid
            FROM dag_version
            WHERE created_at < @before
              AND EXISTS (SELECT 1 FROM dag_version n WHERE n.dag_id = dag_version.dag_id AND n.version_number > dag_version.version_number)
              AND NOT EXISTS (SELECT 1 FROM task_instance t WHERE t.dag_version_id = dag_version.id)
              AND NOT EXISTS (SELECT 1 FROM dag_run r WHERE r.created_dag_version_id = dag_version.id)
            LIMIT 2000)
        """;

    public const string CountDag = """
        SELECT COUNT(*)
        FROM dag
        WHERE last_parsed_time < @before
          AND is_stale
          AND NOT EXISTS (SELECT 1 FROM dag_run r WHERE r.dag_id = dag.dag_id)
        """;

    public const string DeleteDag = """
        DELETE FROM dag
        WHERE rowid IN (
            SELECT rowid
            FROM dag
            WHERE last_parsed_time < @before
              AND is_stale
              AND NOT EXISTS (SELECT 1 FROM dag_run r WHERE r.dag_id = dag.dag_id)
            LIMIT 2000)
        """;

    public const string CountAssetEvent = """
        SELECT COUNT(*)
        FROM asset_event
        WHERE timestamp < @before
        """;

    public const string DeleteAssetEvent = """
        DELETE FROM asset_event
        WHERE rowid IN (
            SELECT rowid
            FROM asset_event
            WHERE timestamp < @before
            LIMIT 2000)
        """;

    public const string CountPartitionedAssetKeyLog = """
        SELECT COUNT(*)
        FROM partitioned_asset_key_log
        WHERE created_at < @before
        """;

    public const string DeletePartitionedAssetKeyLog = """
        DELETE FROM partitioned_asset_key_log
        WHERE rowid IN (
            SELECT rowid
            FROM partitioned_asset_key_log
            WHERE created_at < @before
            LIMIT 2000)
        """;

    public const string CountCallback = """
        SELECT COUNT(*)
        FROM callback
        WHERE created_at < @before
        """;

    public const string DeleteCallback = """
        DELETE FROM callback
        WHERE rowid IN (
            SELECT rowid
            FROM callback
            WHERE created_at < @before
            LIMIT 2000)
        """;

    public const string CountTrigger = """
        SELECT COUNT(*)
        FROM "trigger"
        WHERE created_date < @before AND id NOT IN (SELECT trigger_id FROM task_instance WHERE trigger_id IS NOT NULL)
        """;

    public const string DeleteTrigger = """
        DELETE FROM "trigger"
        WHERE rowid IN (
            SELECT rowid
            FROM "trigger"
            WHERE created_date < @before AND id NOT IN (SELECT trigger_id FROM task_instance WHERE trigger_id IS NOT NULL)
            LIMIT 2000)
        """;

    public const string CountJob = """
        SELECT COUNT(*)
        FROM job
        WHERE latest_heartbeat < @before AND state <> 'running'
        """;

    public const string DeleteJob = """
        DELETE FROM job
        WHERE rowid IN (
            SELECT rowid
            FROM job
            WHERE latest_heartbeat < @before AND state <> 'running'
            LIMIT 2000)
        """;

    public const string CountImportError = """
        SELECT COUNT(*)
        FROM import_error
        WHERE timestamp < @before
        """;

    public const string DeleteImportError = """
        DELETE FROM import_error
        WHERE rowid IN (
            SELECT rowid
            FROM import_error
            WHERE timestamp < @before
            LIMIT 2000)
        """;

    public const string CountRevokedToken = """
        SELECT COUNT(*)
        FROM revoked_token
        WHERE exp < @before
        """;

    public const string DeleteRevokedToken = """
        DELETE FROM revoked_token
        WHERE rowid IN (
            SELECT rowid
            FROM revoked_token
            WHERE exp < @before
            LIMIT 2000)
        """;

    public const string CountConnectionTestRequest = """
        SELECT COUNT(*)
        FROM connection_test_request
        WHERE updated_at < @before
        """;

    public const string DeleteConnectionTestRequest = """
        DELETE FROM connection_test_request
        WHERE rowid IN (
            SELECT rowid
            FROM connection_test_request
            WHERE updated_at < @before
            LIMIT 2000)
        """;
}
