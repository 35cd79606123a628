namespace Airflow.Storage.Pools;

/// <summary>Statements of pools.</summary>
internal static class PoolSql
{
    public const string List = """
        SELECT pool, slots, description, include_deferred FROM slot_pool ORDER BY id
        """;

    public const string ListOccupancy = """
        SELECT pool, slots, description, include_deferred, occupied_slots FROM slot_pool ORDER BY id
        """;

    public const string Find = """
        SELECT pool, slots, description, include_deferred FROM slot_pool WHERE pool = @pool
        """;

    /// <summary>The condition on the states repeats that of the index ti_state, so that finished instances are not looked at.</summary>
    public const string ListUsage = """
        SELECT pool, state, SUM(pool_slots)
        FROM task_instance
        WHERE state IN ('scheduled', 'queued', 'running', 'restarting', 'up_for_retry', 'up_for_reschedule', 'deferred', 'awaiting_input')
          AND state IN ('scheduled', 'queued', 'running', 'deferred')
        GROUP BY pool, state
        """;

    public const string Save = """
        INSERT INTO slot_pool (pool, slots, description, include_deferred) VALUES (@pool, @slots, @description, @include_deferred)
        ON CONFLICT (pool) DO UPDATE SET slots = excluded.slots, description = excluded.description, include_deferred = excluded.include_deferred
        """;

    public const string Delete = """
        DELETE FROM slot_pool WHERE pool = @pool
        """;

    /// <summary>
    /// Before slots are counted: a count begun while somebody holds the row would not see what he changes, and be stored over it. In a statement of its
    /// own, for each sees what was committed before it.
    /// </summary>
    public const string Lock = """
        UPDATE slot_pool SET occupied_slots = occupied_slots WHERE pool = @pool
        """;

    /// <summary>The same for all pools.</summary>
    public const string LockAll = """
        UPDATE slot_pool SET occupied_slots = occupied_slots
        """;

    public const string RecountOne = """
        UPDATE slot_pool
        SET occupied_slots = (
            SELECT COALESCE(SUM(t.pool_slots), 0)
            FROM task_instance t
            WHERE t.state IN ('scheduled', 'queued', 'running', 'restarting', 'up_for_retry', 'up_for_reschedule', 'deferred', 'awaiting_input')
              AND (t.state IN ('queued', 'running') OR (slot_pool.include_deferred AND t.state = 'deferred'))
              AND t.pool = slot_pool.pool)
        WHERE pool = @pool
        """;
}
