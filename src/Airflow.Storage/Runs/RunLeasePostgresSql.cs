namespace Airflow.Storage.Runs;

/// <summary>Statements of leases that lock many rows, here always in the order of their ids: else two of them could wait for each other.</summary>
internal static class RunLeasePostgresSql
{
    public const string ReleaseAll = """
        WITH held AS (
            SELECT dag_run_id FROM run_lease WHERE owner = @owner ORDER BY dag_run_id FOR UPDATE)
        UPDATE run_lease l
        SET owner = NULL
        FROM held
        WHERE l.dag_run_id = held.dag_run_id
        """;
}
