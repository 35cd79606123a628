namespace Airflow.Storage.Runs;

/// <summary>
/// Statements of run leases; their clock is the database's. The indexes are named, because SQLite, which keeps no statistics here, would
/// rather walk all runs there ever were in the order asked for.
/// </summary>
internal static class RunLeaseSql
{
    /// <summary>Running runs that nobody holds, or not any more, oldest first.</summary>
    public const string ListAbandoned = """
        SELECT r.id
        FROM dag_run r INDEXED BY idx_dag_run_running_dags
        JOIN dag d ON d.dag_id = r.dag_id
        LEFT JOIN run_lease l ON l.dag_run_id = r.id
        WHERE r.state = 'running'
          AND NOT d.is_paused
          AND (l.owner IS NULL OR l.expires_at <= strftime('%Y-%m-%d %H:%M:%f000', 'now'))
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
                WHERE r.dag_id = w.dag_id AND r.state = 'running')
        FROM waiting w
        JOIN dag d ON d.dag_id = w.dag_id
        WHERE NOT d.is_paused AND d.draining_since IS NULL
        """;

    /// <summary>The oldest queued runs of all DAGs, each with how many more of its DAG may run.</summary>
    public const string ListOldestQueued = """
        SELECT
            w.id,
            w.run_after,
            w.dag_id,
            w.max_active_runs - (
                SELECT COUNT(*)
                FROM dag_run r INDEXED BY idx_dag_run_running_dags
                WHERE r.dag_id = w.dag_id AND r.state = 'running')
        FROM (
            SELECT r.id, r.run_after, r.dag_id, d.max_active_runs
            FROM dag_run r INDEXED BY idx_dag_run_queued_dags
            JOIN dag d ON d.dag_id = r.dag_id
            LEFT JOIN run_lease l ON l.dag_run_id = r.id
            WHERE r.state = 'queued'
              AND r.run_after <= @now
              AND r.held_at IS NULL
              AND NOT d.is_paused
              AND d.draining_since IS NULL
              AND (l.owner IS NULL OR l.expires_at <= strftime('%Y-%m-%d %H:%M:%f000', 'now'))
            ORDER BY r.run_after, r.id
            LIMIT @limit) w
        ORDER BY w.run_after, w.id
        """;

    public const string ListQueuedOfDag = """
        SELECT r.id, r.run_after
        FROM dag_run r INDEXED BY idx_dag_run_queued_dags
        LEFT JOIN run_lease l ON l.dag_run_id = r.id
        WHERE r.state = 'queued'
          AND r.dag_id = @dag_id
          AND r.run_after <= @now
          AND r.held_at IS NULL
          AND (l.owner IS NULL OR l.expires_at <= strftime('%Y-%m-%d %H:%M:%f000', 'now'))
        ORDER BY r.run_after, r.id
        LIMIT @limit
        """;

    public const string Start = """
        UPDATE dag_run SET state = 'running', start_date = @now, updated_at = @now WHERE id = @id AND state = 'queued'
        """;

    /// <summary>Takes the lease from whoever had it; the epoch tells them apart.</summary>
    public const string Take = """
        INSERT INTO run_lease (dag_run_id, owner, epoch, expires_at)
        VALUES (@dag_run_id, @owner, 1, strftime('%Y-%m-%d %H:%M:%f000', 'now', @duration))
        ON CONFLICT (dag_run_id) DO UPDATE SET owner = excluded.owner, epoch = run_lease.epoch + 1, expires_at = excluded.expires_at
        RETURNING epoch
        """;

    public const string Renew = """
        UPDATE run_lease SET expires_at = strftime('%Y-%m-%d %H:%M:%f000', 'now', @duration) WHERE owner = @owner RETURNING dag_run_id
        """;

    /// <summary>Ended ones that nobody takes, because their DAG is paused, do not count.</summary>
    public const string FindNextExpiry = """
        SELECT MIN(expires_at), strftime('%Y-%m-%d %H:%M:%f000', 'now')
        FROM run_lease
        WHERE owner IS NOT NULL AND owner <> @owner AND expires_at > strftime('%Y-%m-%d %H:%M:%f000', 'now')
        """;

    public const string ReleaseAll = """
        UPDATE run_lease SET owner = NULL, expires_at = NULL WHERE owner = @owner
        """;

    public const string Release = """
        UPDATE run_lease SET owner = NULL, expires_at = NULL WHERE dag_run_id = @dag_run_id AND owner = @owner
        """;
}
