using Airflow.Engine.Runs;
using Airflow.Storage.Dags;
using Airflow.Storage.Listing;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Runs;

/// <summary>The list of runs, each with the version of its DAG.</summary>
internal static class RunListing
{
    /// <summary>Seconds; counted in microseconds by hand, because SQLite's date functions know milliseconds only.</summary>
    public const string Duration = """
        (strftime('%s', substr(r.end_date, 1, 19)) - strftime('%s', substr(r.start_date, 1, 19)) + (substr(r.end_date, 21, 6) - substr(r.start_date, 21, 6)) / 1000000.0)
        """;

    private const string Select = """
        r.id, r.dag_id, r.run_id, r.run_type, r.state, r.logical_date, r.data_interval_start, r.data_interval_end, r.run_after,
        r.queued_at, r.start_date, r.end_date, r.conf, r.triggered_by, r.triggering_user_name, r.creating_job_id, r.clear_number,
        r.bundle_version, r.created_dag_version_id, r.partition_key, r.partition_date, n.content, r.created_at,
        r.held_at, r.held_by, r.hold_reason,
        CASE WHEN r.start_date IS NULL THEN r.last_scheduling_decision ELSE COALESCE(r.last_scheduling_decision, r.end_date, r.updated_at, r.start_date) END,
        d.dag_display_name, v.id, v.version_number, v.bundle_name, v.bundle_version, v.created_at
        """;

    private const string From = """
        dag_run r
        LEFT JOIN dag_run_note n ON n.dag_run_id = r.id
        LEFT JOIN dag d ON d.dag_id = r.dag_id
        LEFT JOIN dag_version v ON v.id = r.created_dag_version_id
        """;

    public static readonly ListingShape<ListedRun> Shape = new(Select, From, Read)
    {
        Columns = 33,
        Key = ["id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["id"] = ListedField.Number("r.id"),
            ["dag_id"] = ListedField.Text("r.dag_id"),
            ["run_id"] = ListedField.Text("r.run_id"),
            ["dag_run_id"] = ListedField.Text("r.run_id"),
            ["state"] = ListedField.Text("r.state", isNullable: true),
            ["run_type"] = ListedField.Text("r.run_type") with { IsOrdered = false },
            ["logical_date"] = ListedField.Time("r.logical_date", isNullable: true),
            ["run_after"] = ListedField.Time("r.run_after"),
            ["start_date"] = ListedField.Time("r.start_date", isNullable: true),
            ["end_date"] = ListedField.Time("r.end_date", isNullable: true),
            ["updated_at"] = ListedField.Time("r.updated_at", isNullable: true),
            // runs without a conf come first, as one of few keys is before one of many
            ["conf"] = ListedField.Text("CASE WHEN CAST(r.conf AS TEXT) = '{}' THEN '' ELSE CAST(r.conf AS TEXT) END", isNullable: true),
            ["conf_text"] = ListedField.Text("CAST(r.conf AS TEXT)", isNullable: true) with { IsOrdered = false },
            ["duration"] = new ListedField(Duration, ListedKind.Real, IsNullable: true),
            ["triggering_user_name"] = ListedField.Text("r.triggering_user_name", isNullable: true) with { IsOrdered = false },
            ["partition_key"] = ListedField.Text("r.partition_key", isNullable: true) with { IsOrdered = false },
            ["partition_date"] = ListedField.Time("r.partition_date", isNullable: true),
            ["bundle_version"] = ListedField.Text("r.bundle_version", isNullable: true) with { IsOrdered = false },
            ["dag_version"] = ListedField.Number("v.version_number", isNullable: true) with { IsOrdered = false },
        },
        Conditions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["consuming_asset"] = """
                EXISTS (
                    SELECT 1
                    FROM dagrun_asset_event c
                    JOIN asset_event e ON e.id = c.event_id
                    JOIN asset a ON a.id = e.asset_id
                    WHERE c.dag_run_id = r.id AND (LOWER(a.name) LIKE LOWER(*) ESCAPE '!' OR LOWER(a.uri) LIKE LOWER(*) ESCAPE '!'))
                """,
        },
    };

    private static ListedRun Read(SqlRow row)
    {
        var run = RunRow.Read(row);
        return new ListedRun(run, row.TimeOrNull(26), row.TextOrNull(27), VersionRow.Read(row, 28, run.DagId));
    }
}
