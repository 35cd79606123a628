namespace Airflow.Storage.Runs;

/// <summary>Statements of leases in MySQL's words: it answers with rows only after it changed them.</summary>
internal static class RunLeaseMySqlSql
{
    /// <summary>The server steps from DAG to DAG in the index; its recursion would end at a thousand.</summary>
    public const string ListWaitingDags = """
        SELECT
            w.dag_id,
            d.max_active_runs - (SELECT COUNT(*) FROM dag_run r WHERE r.dag_id = w.dag_id AND r.state = 'running')
        FROM (SELECT DISTINCT dag_id FROM dag_run WHERE state = 'queued') w
        JOIN dag d ON d.dag_id = w.dag_id
        WHERE NOT d.is_paused AND d.draining_since IS NULL
        """;

    public const string Take = """
        INSERT INTO run_lease (dag_run_id, owner, epoch, expires_at)
        VALUES (@dag_run_id, @owner, 1, strftime('%Y-%m-%d %H:%M:%f000', 'now', @duration))
        ON DUPLICATE KEY UPDATE owner = VALUES(owner), epoch = run_lease.epoch + 1, expires_at = VALUES(expires_at);
        SELECT epoch FROM run_lease WHERE dag_run_id = @dag_run_id
        """;

    public const string Renew = """
        UPDATE run_lease SET expires_at = strftime('%Y-%m-%d %H:%M:%f000', 'now', @duration) WHERE owner = @owner ORDER BY dag_run_id;
        SELECT dag_run_id FROM run_lease WHERE owner = @owner
        """;

    public const string ReleaseAll = """
        UPDATE run_lease SET owner = NULL, expires_at = NULL WHERE owner = @owner ORDER BY dag_run_id
        """;
}
