namespace Airflow.Storage.Execution;

/// <summary>Changes of runs, leases, pools and results in the grouped writer. Every state change is a compare-and-set.</summary>
internal static class StateSql
{
    public const string LeaseHeld = """
        SELECT 1 FROM run_lease WHERE dag_run_id = @dag_run_id AND owner = @owner AND epoch = @epoch
        """;

    public const string ChangePool = """
        UPDATE slot_pool
        SET occupied_slots = occupied_slots + @executing + CASE WHEN include_deferred THEN @deferred ELSE 0 END
        WHERE pool = @pool
          AND (slots < 0
            OR @executing + CASE WHEN include_deferred THEN @deferred ELSE 0 END <= 0
            OR occupied_slots + @executing + CASE WHEN include_deferred THEN @deferred ELSE 0 END <= slots)
        """;

    public const string MoveRun = """
        UPDATE dag_run
        SET state = @to, start_date = COALESCE(start_date, @at), end_date = NULL, updated_at = @at
        WHERE id = @id AND state = @from
        """;

    /// <summary>One that somebody ends before it starts never gets a start.</summary>
    public const string EndRun = """
        UPDATE dag_run
        SET state = @to, end_date = @at, updated_at = @at
        WHERE id = @id AND state = @from
        """;

    /// <summary>A finished run goes on after some of its tasks were cleared.</summary>
    public const string ReopenRun = """
        UPDATE dag_run
        SET state = @to,
            queued_at = @at,
            start_date = CASE WHEN CAST(@to AS VARCHAR) = 'running' THEN COALESCE(@at, start_date) END,
            end_date = NULL,
            clear_number = clear_number + 1,
            updated_at = @at
        WHERE id = @id AND state = @from
        """;

    public const string RequeueRun = """
        UPDATE dag_run
        SET state = @to, queued_at = @at, start_date = NULL, end_date = NULL, updated_at = @at
        WHERE id = @id AND state = @from
        """;

    public const string SetRunVersion = """
        UPDATE dag_run SET created_dag_version_id = @dag_version_id, bundle_version = @bundle_version WHERE id = @id
        """;

    public const string HoldRun = """
        UPDATE dag_run SET held_at = @at, held_by = @user, hold_reason = @reason WHERE id = @id
        """;

    public const string HoldTask = """
        UPDATE task_instance SET held_at = @at, held_by = @user, hold_reason = @reason WHERE id = @id
        """;

    /// <summary>
    /// Whoever changes task instances of a finished run ends its lease too, so this goes with that: a summary of the run that somebody keeps is
    /// not right any more. An active run's is never kept, and pays nothing.
    /// </summary>
    public const string TouchFinishedRun = """
        UPDATE dag_run SET task_changes = task_changes + 1 WHERE id = @dag_run_id AND state IN ('success', 'failed')
        """;

    public const string EndLease = """
        UPDATE run_lease SET owner = NULL WHERE dag_run_id = @dag_run_id
        """;
}
