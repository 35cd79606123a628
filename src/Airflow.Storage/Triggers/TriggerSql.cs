namespace Airflow.Storage.Triggers;

/// <summary>Statements of triggers.</summary>
internal static class TriggerSql
{
    public const string List = """
        SELECT t.id, t.classpath, t.kwargs, t.triggerer_id, ti.id, r.id, ti.pool, ti.pool_slots, ti.next_kwargs, ti.trigger_timeout
        FROM "trigger" t
        JOIN task_instance ti ON ti.trigger_id = t.id
        JOIN dag_run r ON r.dag_id = ti.dag_id AND r.run_id = ti.run_id
        WHERE ti.state = 'deferred'
            AND (t.triggerer_id IS NULL OR t.triggerer_id = @triggerer_id OR t.triggerer_id NOT IN (
                SELECT j.id FROM job j WHERE j.job_type = 'TriggererJob' AND j.state = 'running' AND j.latest_heartbeat > @alive_since))
        ORDER BY t.id
        LIMIT @limit
        """;

    public const string Claim = """
        UPDATE "trigger" SET triggerer_id = @triggerer_id WHERE id = @id AND (triggerer_id IS NOT DISTINCT FROM @was OR triggerer_id = @triggerer_id)
        """;
}
