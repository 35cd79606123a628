namespace Airflow.Storage.Assets;

/// <summary>Statements that make a run of what waits for it. Which assets a DAG waits for is asked anew: the DAG may have changed.</summary>
internal static class AssetRunSql
{
    public const string IsQueued = """
        SELECT EXISTS (
            SELECT 1
            FROM asset_dag_run_queue q
            JOIN asset a ON a.id = q.asset_id
            WHERE q.target_dag_id = @dag_id AND a.name = @name AND a.uri = @uri AND q.created_at = @created_at)
        """;

    public const string Dequeue = """
        DELETE FROM asset_dag_run_queue
        WHERE target_dag_id = @dag_id AND asset_id = (SELECT id FROM asset WHERE name = @name AND uri = @uri)
        """;

    /// <summary>Events of its assets since its last run by assets, each once; those of the moment of that run count when it did not take them.</summary>
    public const string Consume = """
        INSERT INTO dagrun_asset_event (dag_run_id, event_id)
        SELECT r.id, e.id
        FROM dag_run r
        JOIN asset_event e ON e.timestamp <= r.run_after
        JOIN asset a ON a.id = e.asset_id
        WHERE r.dag_id = @dag_id AND r.run_id = @run_id
          AND e.timestamp >= COALESCE(
              (SELECT MAX(p.run_after)
               FROM dag_run p
               WHERE p.dag_id = r.dag_id AND p.run_type = 'asset_triggered' AND p.run_after < r.run_after),
              e.timestamp)
          AND NOT EXISTS (
              SELECT 1
              FROM dagrun_asset_event x
              JOIN dag_run o ON o.id = x.dag_run_id
              WHERE x.event_id = e.id AND o.dag_id = r.dag_id)
          AND (EXISTS (SELECT 1 FROM dag_schedule_asset_reference s WHERE s.asset_id = a.id AND s.dag_id = r.dag_id)
            OR EXISTS (SELECT 1 FROM dag_schedule_asset_name_reference n WHERE n.name = a.name AND n.dag_id = r.dag_id)
            OR EXISTS (SELECT 1 FROM dag_schedule_asset_uri_reference u WHERE u.uri = a.uri AND u.dag_id = r.dag_id)
            OR EXISTS (
                SELECT 1
                FROM asset_alias_asset l
                JOIN dag_schedule_asset_alias_reference s ON s.alias_id = l.alias_id
                WHERE l.asset_id = a.id AND s.dag_id = r.dag_id))
        """;

    /// <summary>Events later than the run came while it was decided: they begin what the next run waits for.</summary>
    public const string QueueLater = """
        INSERT INTO asset_dag_run_queue (asset_id, target_dag_id, created_at)
        SELECT e.asset_id, CAST(@dag_id AS VARCHAR), MIN(e.timestamp)
        FROM asset_event e
        JOIN asset a ON a.id = e.asset_id
        WHERE e.timestamp > @run_after
          AND (EXISTS (SELECT 1 FROM dag_schedule_asset_reference s WHERE s.asset_id = a.id AND s.dag_id = @dag_id)
            OR EXISTS (SELECT 1 FROM dag_schedule_asset_name_reference n WHERE n.name = a.name AND n.dag_id = @dag_id)
            OR EXISTS (SELECT 1 FROM dag_schedule_asset_uri_reference u WHERE u.uri = a.uri AND u.dag_id = @dag_id)
            OR EXISTS (
                SELECT 1
                FROM asset_alias_asset l
                JOIN dag_schedule_asset_alias_reference s ON s.alias_id = l.alias_id
                WHERE l.asset_id = a.id AND s.dag_id = @dag_id))
        GROUP BY e.asset_id
        ON CONFLICT (asset_id, target_dag_id) DO NOTHING
        """;
}
