namespace Airflow.Storage.Dags;

/// <summary>Statements that store the results of parsing.</summary>
internal static class DagSaveSql
{
    public const string AddBundle = """
        INSERT INTO dag_bundle (name, active, version, last_refreshed) VALUES (@name, TRUE, @version, @now)
        ON CONFLICT (name) DO UPDATE SET active = TRUE, version = COALESCE(excluded.version, dag_bundle.version), last_refreshed = excluded.last_refreshed
        """;

    public const string AddManifest = """
        INSERT INTO bundle_manifest (version, bundle_name, entries, created_at) VALUES (@version, @bundle_name, @entries, @now)
        ON CONFLICT (version) DO NOTHING
        """;

    public const string BlobExists = """
        SELECT 1 FROM bundle_blob WHERE hash = @hash
        """;

    public const string AddBlob = """
        INSERT INTO bundle_blob (hash, size, content, created_at) VALUES (@hash, @size, @content, @now)
        """;

    public const string ListDagsOfFile = """
        SELECT dag_id FROM dag WHERE bundle_name = @bundle_name AND relative_fileloc = @relative_fileloc AND NOT is_stale
        """;

    public const string ListPlaces = """
        SELECT dag_id, bundle_name, relative_fileloc, is_stale FROM dag WHERE dag_id IN (SELECT value FROM json_each(@dag_ids))
        """;

    public const string SetStale = """
        UPDATE dag SET is_stale = TRUE WHERE dag_id = @dag_id
        """;

    public const string SetFileStale = """
        UPDATE dag SET is_stale = TRUE WHERE bundle_name = @bundle_name AND relative_fileloc = @relative_fileloc
        """;

    public const string SetFileErrors = """
        UPDATE dag SET has_import_errors = @has_import_errors
        WHERE bundle_name = @bundle_name AND relative_fileloc = @relative_fileloc AND has_import_errors <> @has_import_errors
        """;

    public const string SaveImportError = """
        INSERT INTO import_error (timestamp, filename, bundle_name, stacktrace) VALUES (@now, @filename, @bundle_name, @stacktrace)
        ON CONFLICT (bundle_name, filename) DO UPDATE SET timestamp = excluded.timestamp, stacktrace = excluded.stacktrace
        """;

    public const string DeleteImportError = """
        DELETE FROM import_error WHERE bundle_name = @bundle_name AND filename = @filename
        """;

    /// <summary>is_paused is the user's once the DAG exists, and the next run the scheduler's unless the parser says one.</summary>
    public const string SaveDag = """
        INSERT INTO dag (
            dag_id, is_paused, is_stale, has_import_errors, fileloc, relative_fileloc, bundle_name, bundle_version, owners,
            dag_display_name, description, timetable_type, timetable_summary, timetable_description, timetable_periodic,
            timetable_partitioned, asset_expression, has_task_concurrency_limits, allowed_run_types,
            max_active_tasks, max_active_runs, max_consecutive_failed_dag_runs, fail_fast, last_parsed_time, last_parse_duration)
        VALUES (
            @dag_id, @is_paused, FALSE, FALSE, @fileloc, @relative_fileloc, @bundle_name, @bundle_version, @owners,
            @dag_display_name, @description, @timetable_type, @timetable_summary, @timetable_description, @timetable_periodic,
            @timetable_partitioned, @asset_expression, @has_task_concurrency_limits, @allowed_run_types,
            @max_active_tasks, @max_active_runs, @max_consecutive_failed_dag_runs, @fail_fast, @last_parsed_time, @last_parse_duration)
        ON CONFLICT (dag_id) DO UPDATE SET
            is_stale = FALSE,
            fileloc = excluded.fileloc,
            relative_fileloc = excluded.relative_fileloc,
            bundle_name = excluded.bundle_name,
            bundle_version = excluded.bundle_version,
            owners = excluded.owners,
            dag_display_name = excluded.dag_display_name,
            description = excluded.description,
            timetable_type = excluded.timetable_type,
            timetable_summary = excluded.timetable_summary,
            timetable_description = excluded.timetable_description,
            timetable_periodic = excluded.timetable_periodic,
            timetable_partitioned = excluded.timetable_partitioned,
            asset_expression = excluded.asset_expression,
            has_task_concurrency_limits = excluded.has_task_concurrency_limits,
            allowed_run_types = excluded.allowed_run_types,
            max_active_tasks = excluded.max_active_tasks,
            max_active_runs = excluded.max_active_runs,
            max_consecutive_failed_dag_runs = excluded.max_consecutive_failed_dag_runs,
            fail_fast = excluded.fail_fast,
            last_parsed_time = excluded.last_parsed_time,
            last_parse_duration = excluded.last_parse_duration
        """;

    public const string AddTag = """
        INSERT INTO dag_tag (name, dag_id) VALUES (@name, @dag_id) ON CONFLICT (name, dag_id) DO NOTHING
        """;

    public const string DeleteTag = """
        DELETE FROM dag_tag WHERE name = @name AND dag_id = @dag_id
        """;

    public const string ListNewestVersions = """
        SELECT v.dag_id, v.id, v.version_number, s.dag_hash, c.source_code_hash
        FROM dag_version v
        LEFT JOIN serialized_dag s ON s.dag_version_id = v.id
        LEFT JOIN dag_code c ON c.dag_version_id = v.id
        WHERE v.dag_id IN (SELECT value FROM json_each(@dag_ids))
          AND v.version_number = (SELECT MAX(n.version_number) FROM dag_version n WHERE n.dag_id = v.dag_id)
        """;

    public const string AddVersion = """
        INSERT INTO dag_version (id, version_number, dag_id, bundle_name, bundle_version, created_at, last_updated)
        VALUES (@id, @version_number, @dag_id, @bundle_name, @bundle_version, @now, @now)
        """;

    public const string AddSerialized = """
        INSERT INTO serialized_dag (id, dag_id, data, created_at, last_updated, dag_hash, dag_version_id)
        VALUES (@id, @dag_id, @data, @now, @now, @dag_hash, @dag_version_id)
        """;

    public const string AddCode = """
        INSERT INTO dag_code (id, dag_id, fileloc, created_at, last_updated, source_code, source_code_hash, dag_version_id)
        VALUES (@id, @dag_id, @fileloc, @now, @now, @source_code, @source_code_hash, @dag_version_id)
        """;

    /// <summary>The text around a DAG changed but not the DAG: its newest version shows the file as it is.</summary>
    public const string ReplaceCode = """
        UPDATE dag_code
        SET fileloc = @fileloc, source_code = @source_code, source_code_hash = @source_code_hash, last_updated = @now
        WHERE dag_version_id = @dag_version_id
        """;
}
