using Airflow.Storage.Runs;

namespace Airflow.Storage.Assets;

/// <summary>Statements that read assets and their events.</summary>
internal static class AssetSql
{
    public const string FindByName = """
        SELECT a.id, a.name, a.uri, a."group", a.extra
        FROM asset a
        JOIN asset_active c ON c.name = a.name AND c.uri = a.uri
        WHERE a.name = @name
        """;

    public const string FindByUri = """
        SELECT a.id, a.name, a.uri, a."group", a.extra
        FROM asset a
        JOIN asset_active c ON c.name = a.name AND c.uri = a.uri
        WHERE a.uri = @uri
        """;

    public const string ListByAlias = """
        SELECT a.id, a.name, a.uri, a."group", a.extra
        FROM asset_alias l
        JOIN asset_alias_asset x ON x.alias_id = l.id
        JOIN asset a ON a.id = x.asset_id
        JOIN asset_active c ON c.name = a.name AND c.uri = a.uri
        WHERE l.name = @alias
        ORDER BY a.name, a.uri
        """;

    public const string ListEvents = FilteredEvents + " ORDER BY e.timestamp, e.id LIMIT @limit";

    public const string ListEventsNewestFirst = FilteredEvents + " ORDER BY e.timestamp DESC, e.id DESC LIMIT @limit";

    private const string FilteredEvents = """
        SELECT e.id, e.timestamp, e.extra, e.source_dag_id, e.source_task_id, e.source_run_id, e.source_map_index, e.partition_key,
               a.id, a.name, a.uri, a."group", a.extra
        FROM asset_event e
        JOIN asset a ON a.id = e.asset_id
        WHERE (a.name = @name OR @name IS NULL)
          AND (a.uri = @uri OR @uri IS NULL)
          AND (EXISTS (
              SELECT 1
              FROM asset_alias_asset_event x
              JOIN asset_alias l ON l.id = x.alias_id
              WHERE x.event_id = e.id AND l.name = @alias) OR @alias IS NULL)
          AND (e.timestamp >= @after OR @after IS NULL)
          AND (e.timestamp <= @before OR @before IS NULL)
        """;

    public const string ListConsumed = """
        SELECT e.id, e.timestamp, e.extra, e.source_dag_id, e.source_task_id, e.source_run_id, e.source_map_index, e.partition_key,
               a.id, a.name, a.uri, a."group", a.extra
        FROM dagrun_asset_event x
        JOIN asset_event e ON e.id = x.event_id
        JOIN asset a ON a.id = e.asset_id
        WHERE x.dag_run_id = @dag_run_id
        ORDER BY e.timestamp, e.id
        """;

    public const string ListQueued = """
        SELECT q.target_dag_id, a.name, a.uri, q.created_at
        FROM asset_dag_run_queue q
        JOIN asset a ON a.id = q.asset_id
        ORDER BY q.target_dag_id, q.created_at, a.name
        """;

    public const string ListInactive = """
        SELECT a.name, a.uri
        FROM asset a
        WHERE a.id IN (
            SELECT asset_id FROM task_inlet_asset_reference WHERE dag_id = @dag_id AND task_id = @task_id
            UNION SELECT asset_id FROM task_outlet_asset_reference WHERE dag_id = @dag_id AND task_id = @task_id)
          AND NOT EXISTS (SELECT 1 FROM asset_active c WHERE c.name = a.name AND c.uri = a.uri)
        ORDER BY a.name, a.uri
        """;

    /// <summary>In the column order of a run.</summary>
    public const string ListCreatedRuns = $"""
        SELECT {RunColumns.OfRunAndNote}
        FROM dagrun_asset_event x
        JOIN dag_run r ON r.id = x.dag_run_id
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE x.event_id = @event_id
        ORDER BY r.id
        """;
}
