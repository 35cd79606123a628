namespace Airflow.Storage.Execution;

/// <summary>Statements that the state writer of a database server has beside the common ones.</summary>
internal static class ServerStateSql
{
    /// <summary>Before an instance goes, its pool gets the slots back that it has.</summary>
    public const string FreeSlotsOf = """
        UPDATE slot_pool
        SET occupied_slots = occupied_slots - (
            SELECT COALESCE(SUM(t.pool_slots), 0)
            FROM task_instance t
            WHERE t.id = @id AND t.pool = slot_pool.pool
              AND (t.state = 'queued' OR t.state = 'running' OR (slot_pool.include_deferred AND t.state = 'deferred')))
        WHERE pool IN (SELECT t.pool FROM task_instance t WHERE t.id = @id AND t.state IN ('queued', 'running', 'deferred'))
        """;

    public const string Remove = """
        DELETE FROM task_instance WHERE id = @id
        """;
}
