namespace Airflow.Storage.Runs;

/// <summary>
/// Statements of run leases, which end when that of their owner does; their clock is the database's. The indexes are named, because SQLite, which keeps no statistics here, would
/// rather walk all runs there ever were in the order asked for.
/// </summary>
internal static class RunLeaseSql
{
    /// <summary>Running runs that nobody holds, or not any more, oldest first.</summary>
    public const string ListAbandoned = """
        SELECT r.id
        FROM dag_run r INDEXED BY idx_dag_run_running_dags
        JOIN dag d ON d.dag_id = r.dag_id
        WHERE r.state = 'running'
          AND NOT d.is_paused
          AND r.id NOT IN (
            SELECT l.dag_run_id
            FROM lease_owner o
            JOIN run_lease l ON l.owner = o.owner
            WHERE o.expires_at > strftime('%Y-%m-%d %H:%M:%f000', 'now'))
        ORDER BY r.run_after, r.id
        LIMIT @limit
        """;

    /// <summary>DAGs with queued runs, each found by one step in the index however many runs it has, and how many more may run.</summary>
    public const string ListWaitingDags = """
        WITH RECURSIVE waiting (dag_id) AS (
            SELECT MIN(dag_id) FROM dag_run INDEXED BY idx_dag_run_queued_dags WHERE state = 'queued'
            UNION ALL
            SELECT (
                SELECT MIN(r.dag_id)
                FROM dag_run r INDEXED BY idx_dag_run_queued_dags
                WHERE r.state = 'queued' AND r.dag_id > w.dag_id)
            FROM waiting w
            WHERE w.dag_id IS NOT NULL)
        SELECT
            w.dag_id,
            d.max_active_runs - (
                SELECT COUNT(*)
                FROM dag_run r INDEXED BY idx_dag_run_running_dags
                WHERE r.dag_id = w.dag_id AND r.state = 'running' AND r.backfill_id IS NULL)
        FROM waiting w
        JOIN dag d ON d.dag_id = w.dag_id
        WHERE NOT d.is_paused AND d.draining_since IS NULL
        """;

    /// <summary>
    /// The oldest queued runs of all DAGs, each with how many more may run of its DAG or, when it is one of a backfill that is over, of that.
    /// </summary>
    public const string ListOldestQueued = """
        SELECT
            w.id,
            w.run_after,
            w.dag_id,
            w.backfill_id,
            w.max_active_runs - (
                SELECT COUNT(*)
                FROM dag_run r INDEXED BY idx_dag_run_running_dags
                WHERE r.dag_id = w.dag_id AND r.state = 'running' AND r.backfill_id IS NOT DISTINCT FROM w.backfill_id)
        FROM (
            SELECT r.id, r.run_after, r.dag_id, r.backfill_id, COALESCE(b.max_active_runs, d.max_active_runs) AS max_active_runs
            FROM dag_run r INDEXED BY idx_dag_run_queued_dags
            JOIN dag d ON d.dag_id = r.dag_id
            LEFT JOIN backfill b ON b.id = r.backfill_id
            LEFT JOIN run_lease l ON l.dag_run_id = r.id
            LEFT JOIN lease_owner o ON o.owner = l.owner
            WHERE r.state = 'queued'
              AND r.run_after <= @now
              AND r.held_at IS NULL
              AND NOT d.is_paused
              AND d.draining_since IS NULL
              AND (r.backfill_id IS NULL OR b.completed_at IS NOT NULL)
              AND (o.owner IS NULL OR o.expires_at <= strftime('%Y-%m-%d %H:%M:%f000', 'now'))
            ORDER BY r.run_after, r.id
            LIMIT @limit) w
        ORDER BY w.run_after, w.id
        """;

    public const string ListQueuedOfDag = """
        SELECT r.id, r.run_after
        FROM dag_run r INDEXED BY idx_dag_run_queued_dags
        LEFT JOIN run_lease l ON l.dag_run_id = r.id
        LEFT JOIN lease_owner o ON o.owner = l.owner
        WHERE r.state = 'queued'
          AND r.dag_id = @dag_id
          AND r.backfill_id IS NULL
          AND r.run_after <= @now
          AND r.held_at IS NULL
          AND (o.owner IS NULL OR o.expires_at <= strftime('%Y-%m-%d %H:%M:%f000', 'now'))
        ORDER BY r.run_after, r.id
        LIMIT @limit
        """;

    /// <summary>Backfills whose runs may start, and how many more of each.</summary>
    public const string ListBackfills = """
        SELECT b.id, b.max_active_runs - (SELECT COUNT(*) FROM dag_run r WHERE r.backfill_id = b.id AND r.state = 'running')
        FROM backfill b
        JOIN dag d ON d.dag_id = b.dag_id
        WHERE b.completed_at IS NULL AND NOT COALESCE(b.is_paused, FALSE) AND NOT d.is_paused AND d.draining_since IS NULL
        ORDER BY b.id
        """;

    /// <summary>In the order of the backfill, which may be that from the latest date to the first.</summary>
    public const string ListQueuedOfBackfill = """
        SELECT r.id
        FROM backfill_dag_run k
        JOIN dag_run r ON r.id = k.dag_run_id AND r.backfill_id = k.backfill_id
        LEFT JOIN run_lease l ON l.dag_run_id = r.id
        LEFT JOIN lease_owner o ON o.owner = l.owner
        WHERE k.backfill_id = @backfill_id
          AND r.state = 'queued'
          AND r.run_after <= @now
          AND r.held_at IS NULL
          AND (o.owner IS NULL OR o.expires_at <= strftime('%Y-%m-%d %H:%M:%f000', 'now'))
        ORDER BY k.sort_ordinal
        LIMIT @limit
        """;

    /// <summary>The state is put so that no index has it: one of all runs in that state could be read instead of the keys.</summary>
    public const string Start = """
        UPDATE dag_run
        SET state = 'running', start_date = @now, updated_at = @now
        WHERE id IN (SELECT value FROM json_each(@numbers)) AND COALESCE(state, '') = 'queued'
        """;

    /// <summary>Takes the leases from whoever had them; the epoch tells them apart. In the order of their ids, as everywhere.</summary>
    public const string Take = """
        INSERT INTO run_lease (dag_run_id, owner, epoch)
        SELECT id, @owner, 1
        FROM dag_run
        WHERE id IN (SELECT value FROM json_each(@numbers)) AND COALESCE(state, '') = 'running'
        ORDER BY id
        ON CONFLICT (dag_run_id) DO UPDATE SET owner = excluded.owner, epoch = run_lease.epoch + 1
        RETURNING dag_run_id, epoch
        """;

    public const string SaveOwner = """
        INSERT INTO lease_owner (owner, expires_at) VALUES (@owner, strftime('%Y-%m-%d %H:%M:%f000', 'now', @duration))
        ON CONFLICT (owner) DO UPDATE SET expires_at = excluded.expires_at
        """;

    /// <summary>Of those whose leases were taken over, or who never came back for them.</summary>
    public const string DeleteGoneOwners = """
        DELETE FROM lease_owner
        WHERE expires_at <= strftime('%Y-%m-%d %H:%M:%f000', 'now') AND NOT EXISTS (SELECT 1 FROM run_lease l WHERE l.owner = lease_owner.owner)
        """;

    /// <summary>All leases of the owner: they end when he does.</summary>
    public const string Renew = """
        UPDATE lease_owner SET expires_at = strftime('%Y-%m-%d %H:%M:%f000', 'now', @duration) WHERE owner = @owner
        """;

    public const string ListHeld = """
        SELECT dag_run_id FROM run_lease WHERE owner = @owner
        """;

    /// <summary>Ended ones that nobody takes, because their DAG is paused, do not count.</summary>
    public const string FindNextExpiry = """
        SELECT MIN(o.expires_at), strftime('%Y-%m-%d %H:%M:%f000', 'now')
        FROM lease_owner o
        WHERE o.owner <> @owner
          AND o.expires_at > strftime('%Y-%m-%d %H:%M:%f000', 'now')
          AND EXISTS (SELECT 1 FROM run_lease l WHERE l.owner = o.owner)
        """;

    public const string ReleaseAll = """
        UPDATE run_lease SET owner = NULL WHERE owner = @owner
        """;

    public const string Release = """
        UPDATE run_lease SET owner = NULL WHERE dag_run_id = @dag_run_id AND owner = @owner
        """;
}
