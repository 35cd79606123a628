namespace Airflow.Storage.Dags;

/// <summary>Statements that read DAGs, their versions and what was parsed.</summary>
internal static class DagStoreSql
{
    public const string Find = """
        SELECT d.dag_id, d.is_paused, d.is_stale, d.has_import_errors, d.fileloc, d.relative_fileloc, d.bundle_name, d.bundle_version,
               d.owners, d.dag_display_name, d.description, d.timetable_type, d.timetable_summary, d.timetable_description, d.timetable_periodic,
               d.max_active_tasks, d.max_active_runs, d.max_consecutive_failed_dag_runs, d.fail_fast,
               d.next_dagrun, d.next_dagrun_data_interval_start, d.next_dagrun_data_interval_end, d.next_dagrun_create_after,
               d.last_parsed_time, d.last_parse_duration, v.id, v.version_number, d.draining_since, d.draining_by,
               d.timetable_partitioned, d.asset_expression, d.has_task_concurrency_limits, d.allowed_run_types
        FROM dag d
        LEFT JOIN dag_version v ON v.dag_id = d.dag_id AND v.version_number = (SELECT MAX(n.version_number) FROM dag_version n WHERE n.dag_id = d.dag_id)
        WHERE d.dag_id = @dag_id
        """;

    public const string List = """
        SELECT d.dag_id, d.is_paused, d.is_stale, d.has_import_errors, d.fileloc, d.relative_fileloc, d.bundle_name, d.bundle_version,
               d.owners, d.dag_display_name, d.description, d.timetable_type, d.timetable_summary, d.timetable_description, d.timetable_periodic,
               d.max_active_tasks, d.max_active_runs, d.max_consecutive_failed_dag_runs, d.fail_fast,
               d.next_dagrun, d.next_dagrun_data_interval_start, d.next_dagrun_data_interval_end, d.next_dagrun_create_after,
               d.last_parsed_time, d.last_parse_duration, v.id, v.version_number, d.draining_since, d.draining_by,
               d.timetable_partitioned, d.asset_expression, d.has_task_concurrency_limits, d.allowed_run_types
        FROM dag d
        LEFT JOIN dag_version v ON v.dag_id = d.dag_id AND v.version_number = (SELECT MAX(n.version_number) FROM dag_version n WHERE n.dag_id = d.dag_id)
        WHERE NOT d.is_stale OR @include_stale
        ORDER BY d.dag_id
        """;

    /// <summary>Only by time, which is the order of the index: thousands may be due at once, and only those that are taken are looked at.</summary>
    public const string ListDue = """
        SELECT d.dag_id, d.is_paused, d.is_stale, d.has_import_errors, d.fileloc, d.relative_fileloc, d.bundle_name, d.bundle_version,
               d.owners, d.dag_display_name, d.description, d.timetable_type, d.timetable_summary, d.timetable_description, d.timetable_periodic,
               d.max_active_tasks, d.max_active_runs, d.max_consecutive_failed_dag_runs, d.fail_fast,
               d.next_dagrun, d.next_dagrun_data_interval_start, d.next_dagrun_data_interval_end, d.next_dagrun_create_after,
               d.last_parsed_time, d.last_parse_duration, v.id, v.version_number, d.draining_since, d.draining_by,
               d.timetable_partitioned, d.asset_expression, d.has_task_concurrency_limits, d.allowed_run_types
        FROM (
            SELECT w.dag_id
            FROM dag w
            WHERE NOT w.is_paused AND w.draining_since IS NULL AND NOT w.is_stale AND w.next_dagrun_create_after <= @now
              AND (SELECT COUNT(*) FROM dag_run r WHERE r.dag_id = w.dag_id AND r.state IN ('queued', 'running') AND r.backfill_id IS NULL) < w.max_active_runs
            ORDER BY w.next_dagrun_create_after
            LIMIT @limit) due
        JOIN dag d ON d.dag_id = due.dag_id
        LEFT JOIN dag_version v ON v.dag_id = d.dag_id AND v.version_number = (SELECT MAX(n.version_number) FROM dag_version n WHERE n.dag_id = d.dag_id)
        ORDER BY d.next_dagrun_create_after, d.dag_id
        """;

    public const string Count = """
        SELECT COUNT(*) FROM dag WHERE NOT is_stale
        """;

    public const string ListTags = """
        SELECT dag_id, name FROM dag_tag ORDER BY dag_id, name
        """;

    public const string ListTagsOfDags = """
        SELECT dag_id, name FROM dag_tag WHERE dag_id IN (SELECT value FROM json_each(@dag_ids)) ORDER BY dag_id, name
        """;

    public const string ListTagsOfDag = """
        SELECT name FROM dag_tag WHERE dag_id = @dag_id ORDER BY name
        """;

    public const string FindNextDue = """
        SELECT next_dagrun_create_after
        FROM dag
        WHERE NOT is_paused AND draining_since IS NULL AND NOT is_stale AND next_dagrun_create_after IS NOT NULL
        ORDER BY next_dagrun_create_after
        LIMIT 1
        """;

    public const string SetNextDagRun = """
        UPDATE dag
        SET next_dagrun = @next_dagrun,
            next_dagrun_data_interval_start = @next_dagrun_data_interval_start,
            next_dagrun_data_interval_end = @next_dagrun_data_interval_end,
            next_dagrun_create_after = @next_dagrun_create_after
        WHERE dag_id = @dag_id
        """;

    public const string SetPaused = """
        UPDATE dag
        SET is_paused = @is_paused, draining_since = NULL, draining_by = NULL
        WHERE dag_id = @dag_id AND (is_paused <> @is_paused OR draining_since IS NOT NULL)
        """;

    /// <summary>Whoever holds a run of the DAG is about to decide about it, without knowing that it is paused.</summary>
    public const string EndLeases = """
        UPDATE run_lease
        SET owner = NULL
        WHERE dag_run_id IN (SELECT id FROM dag_run WHERE dag_id = @dag_id AND state = 'running')
        """;

    public const string Drain = """
        UPDATE dag SET draining_since = @now, draining_by = @user WHERE dag_id = @dag_id AND NOT is_paused AND draining_since IS NULL
        """;

    public const string ListDrained = """
        SELECT d.dag_id
        FROM dag d INDEXED BY idx_dag_draining
        WHERE d.draining_since IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dag_run r WHERE r.dag_id = d.dag_id AND r.state = 'running')
        ORDER BY d.dag_id
        """;

    public const string FindVersion = """
        SELECT id, dag_id, version_number, bundle_name, bundle_version, created_at FROM dag_version WHERE id = @id
        """;

    public const string ListVersions = """
        SELECT id, dag_id, version_number, bundle_name, bundle_version, created_at
        FROM dag_version
        WHERE dag_id = @dag_id
        ORDER BY version_number
        """;

    public const string FindSerialized = """
        SELECT data FROM serialized_dag WHERE dag_version_id = @dag_version_id
        """;

    public const string ListSerialized = """
        SELECT v.id, v.dag_id, v.version_number, v.bundle_name, v.bundle_version, v.created_at, s.data
        FROM dag_version v
        JOIN serialized_dag s ON s.dag_version_id = v.id
        WHERE v.id IN (SELECT value FROM json_each(@ids))
        """;

    /// <summary>Of the newest version when no number is given.</summary>
    public const string FindSource = """
        SELECT c.source_code
        FROM dag_version v
        JOIN dag_code c ON c.dag_version_id = v.id
        WHERE v.dag_id = @dag_id AND (v.version_number = @version_number OR @version_number IS NULL)
        ORDER BY v.version_number DESC
        LIMIT 1
        """;

    public const string ListImportErrors = """
        SELECT id, timestamp, bundle_name, filename, stacktrace FROM import_error ORDER BY bundle_name, filename
        """;
}
