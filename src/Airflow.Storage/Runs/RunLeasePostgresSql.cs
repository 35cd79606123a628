namespace Airflow.Storage.Runs;

/// <summary>Statements of leases that lock many rows, here always in the order of their ids: else two of them could wait for each other.</summary>
internal static class RunLeasePostgresSql
{
    public const string Renew = """
        WITH held AS (
            SELECT dag_run_id FROM run_lease WHERE owner = @owner ORDER BY dag_run_id FOR UPDATE)
        UPDATE run_lease l
        SET expires_at = clock_timestamp() + CAST(@duration AS INTERVAL)
        FROM held
        WHERE l.dag_run_id = held.dag_run_id
        RETURNING l.dag_run_id
        """;

    public const string ReleaseAll = """
        WITH held AS (
            SELECT dag_run_id FROM run_lease WHERE owner = @owner ORDER BY dag_run_id FOR UPDATE)
        UPDATE run_lease l
        SET owner = NULL, expires_at = NULL
        FROM held
        WHERE l.dag_run_id = held.dag_run_id
        """;
}
