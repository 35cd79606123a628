using Airflow.Storage.Runs;

namespace Airflow.Storage.Backfills;

/// <summary>Statements of backfills.</summary>
internal static class BackfillSql
{
    /// <summary>Changes nothing, but keeps the row until the commit: of two who make a backfill of a DAG, the second sees what the first made.</summary>
    public const string LockDag = """
        UPDATE dag SET is_paused = is_paused WHERE dag_id = @dag_id
        """;

    public const string HasActive = """
        SELECT 1 FROM backfill WHERE dag_id = @dag_id AND completed_at IS NULL
        """;

    public const string AnyActive = """
        SELECT 1 FROM backfill WHERE completed_at IS NULL LIMIT 1
        """;

    public const string Insert = """
        INSERT INTO backfill (
            dag_id, from_date, to_date, dag_run_conf, is_paused, reprocess_behavior, max_active_runs, created_at, updated_at, triggering_user_name)
        VALUES (@dag_id, @from_date, @to_date, @dag_run_conf, FALSE, @reprocess_behavior, @max_active_runs, @now, @now, @triggering_user_name)
        """;

    /// <summary>Nobody else adds one of this DAG meanwhile.</summary>
    public const string FindNew = """
        SELECT MAX(id) FROM backfill WHERE dag_id = @dag_id
        """;

    /// <summary>A run takes its code from the DAG as it is now, as every new run does.</summary>
    public const string InsertRun = """
        INSERT INTO dag_run (
            dag_id, run_id, run_type, state, logical_date, data_interval_start, data_interval_end, run_after, queued_at, conf,
            triggered_by, triggering_user_name, clear_number, bundle_version, created_dag_version_id,
            partition_key, partition_date, backfill_id, created_at, updated_at)
        SELECT
            dag_id, @run_id, 'backfill', 'queued', @logical_date, @data_interval_start, @data_interval_end, @run_after, @now, @conf,
            @triggered_by, @triggering_user_name, 0, COALESCE(@bundle_version, bundle_version),
            COALESCE(@created_dag_version_id, (SELECT v.id FROM dag_version v WHERE v.dag_id = @dag_id ORDER BY v.version_number DESC LIMIT 1)),
            @partition_key, @partition_date, @backfill_id, @now, @now
        FROM dag
        WHERE dag_id = @dag_id AND NOT is_stale
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Makes a run that has ended one of the backfill.</summary>
    public const string AdoptRun = """
        UPDATE dag_run
        SET backfill_id = @backfill_id, run_type = 'backfill', triggered_by = 'backfill', conf = COALESCE(@conf, conf), updated_at = @now
        WHERE id = @dag_run_id AND state IN ('success', 'failed')
        """;

    /// <summary>A date whose run could not be made, because one of it came in between, has the reason that there is one in flight.</summary>
    public const string InsertAssociation = """
        INSERT INTO backfill_dag_run (backfill_id, dag_run_id, exception_reason, logical_date, partition_key, sort_ordinal)
        SELECT b.id, r.id, CASE WHEN r.id IS NULL THEN COALESCE(@exception_reason, 'in flight') END, @logical_date, @partition_key, @sort_ordinal
        FROM backfill b
        LEFT JOIN dag_run r ON r.dag_id = b.dag_id AND r.run_id = @run_id AND r.backfill_id = b.id
        WHERE b.id = @backfill_id
        """;

    public const string Find = """
        SELECT b.id, b.dag_id, b.from_date, b.to_date, b.dag_run_conf, b.is_paused, b.reprocess_behavior, b.max_active_runs, b.created_at, b.completed_at,
               b.updated_at, b.triggering_user_name, COALESCE(d.dag_display_name, d.dag_id)
        FROM backfill b
        LEFT JOIN dag d ON d.dag_id = b.dag_id
        WHERE b.id = @id
        """;

    public const string SetPaused = """
        UPDATE backfill SET is_paused = @is_paused, updated_at = @now WHERE id = @id AND completed_at IS NULL
        """;

    public const string Complete = """
        UPDATE backfill SET completed_at = @now, updated_at = @now WHERE id = @id AND completed_at IS NULL
        """;

    public const string ListQueuedRuns = """
        SELECT id FROM dag_run WHERE backfill_id = @id AND state = 'queued' ORDER BY id
        """;

    public const string CountRuns = """
        SELECT state, COUNT(*) FROM dag_run WHERE backfill_id = @id GROUP BY state
        """;

    /// <summary>
    /// A run that ended before its backfill was made is yet to be cleared, unless whoever made the backfill is gone since.
    /// </summary>
    public const string CompleteEnded = """
        UPDATE backfill
        SET completed_at = @now, updated_at = @now
        WHERE completed_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM dag_run r WHERE r.backfill_id = backfill.id AND r.state IN ('queued', 'running'))
          AND (backfill.created_at < @abandoned OR NOT EXISTS (
            SELECT 1 FROM dag_run r WHERE r.backfill_id = backfill.id AND r.end_date < backfill.created_at))
        """;

    public const string FindOfRun = """
        SELECT b.id, b.dag_id, b.from_date, b.to_date, b.dag_run_conf, b.is_paused, b.reprocess_behavior, b.max_active_runs, b.created_at, b.completed_at,
               b.updated_at, b.triggering_user_name, k.sort_ordinal,
               (SELECT COUNT(*) FROM dag_run o WHERE o.backfill_id = b.id AND o.state = 'running')
        FROM dag_run r
        JOIN backfill b ON b.id = r.backfill_id
        JOIN backfill_dag_run k ON k.backfill_id = b.id AND k.dag_run_id = r.id
        WHERE r.id = @dag_run_id
        """;

    public const string ListRunsOfPartitions = $"""
        SELECT {RunColumns.OfRunAndNote}
        FROM dag_run r
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE r.dag_id = @dag_id AND r.partition_key IN (SELECT value FROM json_each(@partition_keys))
        """;
}
