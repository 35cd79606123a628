namespace Airflow.Storage.Runs;

/// <summary>Statements of leases in MySQL's words: it answers with rows only after it changed them.</summary>
internal static class RunLeaseMySqlSql
{
    /// <summary>The server steps from DAG to DAG in the index; its recursion would end at a thousand.</summary>
    public const string ListWaitingDags = """
        SELECT
            w.dag_id,
            d.max_active_runs - (SELECT COUNT(*) FROM dag_run r WHERE r.dag_id = w.dag_id AND r.state = 'running' AND r.backfill_id IS NULL)
        FROM (SELECT DISTINCT dag_id FROM dag_run WHERE state = 'queued') w
        JOIN dag d ON d.dag_id = w.dag_id
        WHERE NOT d.is_paused AND d.draining_since IS NULL
        """;

    public const string Take = """
        INSERT INTO run_lease (dag_run_id, owner, epoch)
        SELECT id, @owner, 1
        FROM dag_run
        WHERE id IN (SELECT value FROM json_each(@numbers)) AND COALESCE(state, '') = 'running'
        ORDER BY id
        ON DUPLICATE KEY UPDATE owner = VALUES(owner), epoch = run_lease.epoch + 1;
        SELECT dag_run_id, epoch FROM run_lease WHERE owner = @owner AND dag_run_id IN (SELECT value FROM json_each(@numbers))
        """;

    public const string ReleaseAll = """
        UPDATE run_lease SET owner = NULL WHERE owner = @owner ORDER BY dag_run_id
        """;
}
