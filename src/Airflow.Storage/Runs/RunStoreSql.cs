using Airflow.Storage.Pools;

namespace Airflow.Storage.Runs;

/// <summary>Statements of runs.</summary>
internal static class RunStoreSql
{
    /// <summary>A run takes its code from the DAG as it is now, unless it says otherwise.</summary>
    public const string Insert = """
        INSERT INTO dag_run (
            dag_id, run_id, run_type, state, logical_date, data_interval_start, data_interval_end, run_after, queued_at, conf,
            triggered_by, triggering_user_name, creating_job_id, clear_number, bundle_version, created_dag_version_id,
            partition_key, partition_date, created_at, updated_at)
        SELECT
            dag_id, @run_id, @run_type, 'queued', @logical_date, @data_interval_start, @data_interval_end, @run_after, @now, @conf,
            @triggered_by, @triggering_user_name, @creating_job_id, 0, COALESCE(@bundle_version, bundle_version),
            COALESCE(@created_dag_version_id, (SELECT v.id FROM dag_version v WHERE v.dag_id = @dag_id ORDER BY v.version_number DESC LIMIT 1)),
            @partition_key, @partition_date, @now, @now
        FROM dag
        WHERE dag_id = @dag_id AND NOT is_stale
        ON CONFLICT DO NOTHING
        """;

    public const string DagExists = """
        SELECT 1 FROM dag WHERE dag_id = @dag_id AND NOT is_stale
        """;

    public const string MoveNextDagRun = """
        UPDATE dag
        SET next_dagrun = @next_dagrun,
            next_dagrun_data_interval_start = @next_dagrun_data_interval_start,
            next_dagrun_data_interval_end = @next_dagrun_data_interval_end,
            next_dagrun_create_after = @next_dagrun_create_after
        WHERE dag_id = @dag_id AND next_dagrun_create_after IS NOT DISTINCT FROM @expected
        """;

    public const string Find = $"""
        SELECT {RunColumns.OfRunAndNote}
        FROM dag_run r
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE r.dag_id = @dag_id AND r.run_id = @run_id
        """;

    public const string ListByIds = $"""
        SELECT {RunColumns.OfRunAndNote}
        FROM dag_run r
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE r.id IN (SELECT value FROM json_each(@numbers))
        """;

    public const string ListOfTries = $"""
        SELECT {RunColumns.OfRunAndNote}, t.id
        FROM task_instance t
        JOIN dag_run r ON r.dag_id = t.dag_id AND r.run_id = t.run_id
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE t.id IN (SELECT value FROM json_each(@ids))
        """;

    public const string FindByLogicalDate = $"""
        SELECT {RunColumns.OfRunAndNote}
        FROM dag_run r
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE r.dag_id = @dag_id AND r.logical_date = @logical_date
        """;

    public const string FindLastAutomated = $"""
        SELECT {RunColumns.OfRunAndNote}
        FROM dag_run r
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE r.dag_id = @dag_id AND r.run_type IN ('scheduled', 'backfill')
        ORDER BY r.logical_date DESC NULLS LAST, r.id DESC
        LIMIT 1
        """;

    public const string ListLastAutomated = $"""
        SELECT {RunColumns.OfRunAndNote}
        FROM dag d
        JOIN dag_run r ON r.id = (
            SELECT a.id
            FROM dag_run a
            WHERE a.dag_id = d.dag_id AND a.run_type IN ('scheduled', 'backfill')
            ORDER BY a.logical_date DESC NULLS LAST, a.id DESC
            LIMIT 1)
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE d.dag_id IN (SELECT value FROM json_each(@dag_ids))
        """;

    public const string FindPrevious = $"""
        SELECT {RunColumns.OfRunAndNote}
        FROM dag_run r
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE r.dag_id = @dag_id AND r.logical_date < @logical_date AND (@include_manual OR r.run_type <> 'manual')
        ORDER BY r.logical_date DESC
        LIMIT 1
        """;

    public const string ListLastStates = """
        SELECT state
        FROM dag_run
        WHERE dag_id = @dag_id
        ORDER BY logical_date DESC NULLS LAST, id DESC
        LIMIT @limit
        """;

    /// <summary>Runs of every DAG; the variants exist so that each walks an index in its order.</summary>
    public const string ListNewest = $"""
        SELECT {RunColumns.OfRunAndNote}
        FROM dag_run r
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE r.run_after IS NOT NULL
          AND (r.run_id = @run_id OR @run_id IS NULL)
          AND r.state IN (@queued, @running, @success, @failed)
          AND (r.logical_date = @logical_date OR @logical_date IS NULL)
          AND (r.logical_date >= @logical_date_from OR @logical_date_from IS NULL)
          AND (r.logical_date <= @logical_date_to OR @logical_date_to IS NULL)
          AND (r.run_type = @run_type OR @run_type IS NULL)
        ORDER BY r.run_after DESC, r.id DESC
        LIMIT @limit
        """;

    public const string ListOldest = $"""
        SELECT {RunColumns.OfRunAndNote}
        FROM dag_run r
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE r.run_after IS NOT NULL
          AND (r.run_id = @run_id OR @run_id IS NULL)
          AND r.state IN (@queued, @running, @success, @failed)
          AND (r.logical_date = @logical_date OR @logical_date IS NULL)
          AND (r.logical_date >= @logical_date_from OR @logical_date_from IS NULL)
          AND (r.logical_date <= @logical_date_to OR @logical_date_to IS NULL)
          AND (r.run_type = @run_type OR @run_type IS NULL)
        ORDER BY r.run_after, r.id
        LIMIT @limit
        """;

    public const string ListNewestOfDag = $"""
        SELECT {RunColumns.OfRunAndNote}
        FROM dag_run r
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE r.dag_id = @dag_id
          AND (r.run_id = @run_id OR @run_id IS NULL)
          AND r.state IN (@queued, @running, @success, @failed)
          AND (r.logical_date = @logical_date OR @logical_date IS NULL)
          AND (r.logical_date >= @logical_date_from OR @logical_date_from IS NULL)
          AND (r.logical_date <= @logical_date_to OR @logical_date_to IS NULL)
          AND (r.run_type = @run_type OR @run_type IS NULL)
        ORDER BY r.run_after DESC, r.id DESC
        LIMIT @limit
        """;

    public const string ListOldestOfDag = $"""
        SELECT {RunColumns.OfRunAndNote}
        FROM dag_run r
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE r.dag_id = @dag_id
          AND (r.run_id = @run_id OR @run_id IS NULL)
          AND r.state IN (@queued, @running, @success, @failed)
          AND (r.logical_date = @logical_date OR @logical_date IS NULL)
          AND (r.logical_date >= @logical_date_from OR @logical_date_from IS NULL)
          AND (r.logical_date <= @logical_date_to OR @logical_date_to IS NULL)
          AND (r.run_type = @run_type OR @run_type IS NULL)
        ORDER BY r.run_after, r.id
        LIMIT @limit
        """;

    public const string Count = """
        SELECT state, COUNT(*) FROM dag_run WHERE dag_id = @dag_id GROUP BY state
        """;

    public const string CountLimited = """
        SELECT state, COUNT(*) FROM dag_run WHERE dag_id = @dag_id AND state IN ('queued', 'running') AND backfill_id IS NULL GROUP BY state
        """;

    public const string FindNote = """
        SELECT n.content, n.user_id, n.created_at, n.updated_at
        FROM dag_run r
        JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE r.dag_id = @dag_id AND r.run_id = @run_id
        """;

    public const string SaveNote = """
        INSERT INTO dag_run_note (dag_run_id, user_id, content, created_at, updated_at)
        SELECT id, @user, @note, @now, @now FROM dag_run WHERE dag_id = @dag_id AND run_id = @run_id
        ON CONFLICT (dag_run_id) DO UPDATE SET user_id = excluded.user_id, content = excluded.content, updated_at = excluded.updated_at
        """;

    public const string DeleteNote = """
        DELETE FROM dag_run_note WHERE dag_run_id = (SELECT id FROM dag_run WHERE dag_id = @dag_id AND run_id = @run_id)
        """;

    public const string Exists = """
        SELECT 1 FROM dag_run WHERE dag_id = @dag_id AND run_id = @run_id
        """;

    /// <summary>See <see cref="PoolSql.Lock"/>.</summary>
    public const string LockPools = """
        UPDATE slot_pool
        SET occupied_slots = occupied_slots
        WHERE pool IN (SELECT t.pool FROM task_instance t WHERE t.dag_id = @dag_id AND t.run_id = @run_id)
        """;

    /// <summary>Slots that the run's instances hold, to be given back before they go.</summary>
    public const string FreeSlots = """
        UPDATE slot_pool
        SET occupied_slots = occupied_slots - (
            SELECT COALESCE(SUM(t.pool_slots), 0)
            FROM task_instance t
            WHERE t.dag_id = @dag_id AND t.run_id = @run_id AND t.pool = slot_pool.pool
              AND (t.state IN ('queued', 'running') OR (slot_pool.include_deferred AND t.state = 'deferred')))
        WHERE pool IN (SELECT t.pool FROM task_instance t WHERE t.dag_id = @dag_id AND t.run_id = @run_id)
        """;

    public const string ClearPartitions = """
        UPDATE dag_run
        SET partition_key = NULL, partition_date = NULL, updated_at = @now
        WHERE dag_id = @dag_id AND run_id IN (SELECT value FROM json_each(@run_ids)) AND (partition_key IS NOT NULL OR partition_date IS NOT NULL)
        """;

    public const string Delete = """
        DELETE FROM dag_run WHERE dag_id = @dag_id AND run_id = @run_id
        """;
}
