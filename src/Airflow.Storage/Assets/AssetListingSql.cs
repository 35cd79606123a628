using Airflow.Storage.Runs;

namespace Airflow.Storage.Assets;

/// <summary>What a page of assets or events shows beside their rows; `numbers` is the JSON list of the ids of the page.</summary>
internal static class AssetListingSql
{
    public const string ScheduledDags = """
        SELECT asset_id, dag_id, NULL, created_at, updated_at FROM dag_schedule_asset_reference WHERE asset_id IN (SELECT value FROM json_each(@numbers)) ORDER BY asset_id, dag_id
        """;

    public const string ProducingTasks = """
        SELECT asset_id, dag_id, task_id, created_at, updated_at FROM task_outlet_asset_reference WHERE asset_id IN (SELECT value FROM json_each(@numbers)) ORDER BY asset_id, dag_id, task_id
        """;

    public const string ConsumingTasks = """
        SELECT asset_id, dag_id, task_id, created_at, updated_at FROM task_inlet_asset_reference WHERE asset_id IN (SELECT value FROM json_each(@numbers)) ORDER BY asset_id, dag_id, task_id
        """;

    public const string Aliases = """
        SELECT x.asset_id, l.id, l.name, l."group" FROM asset_alias_asset x JOIN asset_alias l ON l.id = x.alias_id WHERE x.asset_id IN (SELECT value FROM json_each(@numbers)) ORDER BY x.asset_id, l.id
        """;

    public const string Watchers = """
        SELECT w.asset_id, w.name, w.trigger_id, t.created_date
        FROM asset_watcher w
        JOIN "trigger" t ON t.id = w.trigger_id
        WHERE w.asset_id IN (SELECT value FROM json_each(@numbers))
        ORDER BY w.asset_id, w.name
        """;

    /// <summary>In the column order of a run, and the event after it.</summary>
    public const string CreatedRuns = $"""
        SELECT {RunColumns.OfRunAndNote}, x.event_id
        FROM dagrun_asset_event x
        JOIN dag_run r ON r.id = x.dag_run_id
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        WHERE x.event_id IN (SELECT value FROM json_each(@numbers))
        ORDER BY x.event_id, r.id
        """;
}
