using System.Text.Json;
using Airflow.Engine.Dags;
using Airflow.Storage.Listing;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Dags;

/// <summary>The list of DAGs, without their versions.</summary>
internal static class DagListing
{
    private const string LastRun = "FROM dag_run r WHERE r.id = (SELECT MAX(m.id) FROM dag_run m WHERE m.dag_id = d.dag_id)";

    private const string OpenQuestions = """
        SELECT 1 FROM task_instance q JOIN hitl_detail h ON h.ti_id = q.id
        WHERE q.dag_id = d.dag_id AND h.responded_at IS NULL AND q.state IN ('awaiting_input', 'deferred')
        """;

    public static readonly ListingShape<DagRecord> Shape = new(
        """
        d.dag_id, d.is_paused, d.is_stale, d.has_import_errors, d.fileloc, d.relative_fileloc, d.bundle_name, d.bundle_version,
        d.owners, d.dag_display_name, d.description, d.timetable_type, d.timetable_summary, d.timetable_description, d.timetable_periodic,
        d.max_active_tasks, d.max_active_runs, d.max_consecutive_failed_dag_runs, d.fail_fast,
        d.next_dagrun, d.next_dagrun_data_interval_start, d.next_dagrun_data_interval_end, d.next_dagrun_create_after,
        d.last_parsed_time, d.last_parse_duration, NULL, NULL, d.draining_since, d.draining_by,
        d.timetable_partitioned, d.asset_expression, d.has_task_concurrency_limits, d.allowed_run_types
        """,
        "dag d",
        DagRow.Read)
    {
        Columns = 33,
        Key = ["dag_id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["dag_id"] = ListedField.Text("d.dag_id"),
            ["dag_display_name"] = ListedField.Text("COALESCE(d.dag_display_name, d.dag_id)"),
            ["next_dagrun"] = ListedField.Time("d.next_dagrun", isNullable: true),
            ["last_run_state"] = ListedField.Text($"(SELECT r.state {LastRun})", isNullable: true),
            ["last_run_start_date"] = ListedField.Time($"(SELECT r.start_date {LastRun})", isNullable: true),
            ["last_run_end_date"] = ListedField.Time($"(SELECT r.end_date {LastRun})", isNullable: true) with { IsOrdered = false },
            ["is_stale"] = ListedField.Flag("d.is_stale") with { IsOrdered = false },
            ["is_paused"] = ListedField.Flag("d.is_paused") with { IsOrdered = false },
            ["has_import_errors"] = ListedField.Flag("d.has_import_errors") with { IsOrdered = false },
            ["owners"] = ListedField.Text("d.owners", isNullable: true) with { IsOrdered = false },
            ["relative_fileloc"] = ListedField.Text("d.relative_fileloc", isNullable: true) with { IsOrdered = false },
            ["bundle_name"] = ListedField.Text("d.bundle_name") with { IsOrdered = false },
            ["bundle_version"] = ListedField.Text("d.bundle_version", isNullable: true) with { IsOrdered = false },
            ["timetable_type"] = ListedField.Text("d.timetable_type") with { IsOrdered = false },
        },
        Conditions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["tags"] = "EXISTS (SELECT 1 FROM dag_tag t WHERE t.dag_id = d.dag_id AND t.name IN (*))",
            ["favorite_of"] = "EXISTS (SELECT 1 FROM dag_favorite f WHERE f.dag_id = d.dag_id AND f.user_id = *)",
            ["not_favorite_of"] = "NOT EXISTS (SELECT 1 FROM dag_favorite f WHERE f.dag_id = d.dag_id AND f.user_id = *)",
            ["any_run_state"] = "EXISTS (SELECT 1 FROM dag_run r WHERE r.dag_id = d.dag_id AND r.state IN (*))",
            ["has_open_questions"] = $"EXISTS ({OpenQuestions})",
            ["has_no_open_questions"] = $"NOT EXISTS ({OpenQuestions})",
            ["has_asset_schedule"] = "d.asset_expression IS NOT NULL",
            ["has_no_asset_schedule"] = "d.asset_expression IS NULL",
            ["asset_dependency"] = """
                EXISTS (
                    SELECT 1 FROM dag_schedule_asset_reference s JOIN asset a ON a.id = s.asset_id
                    WHERE s.dag_id = d.dag_id AND (LOWER(a.name) LIKE LOWER(*) ESCAPE '!' OR LOWER(a.uri) LIKE LOWER(*) ESCAPE '!'))
                """,
        },
        Complete = AddTagsAsync,
    };

    private const string ListTags = """
        SELECT dag_id, name FROM dag_tag WHERE dag_id IN (SELECT value FROM json_each(@dag_ids)) ORDER BY dag_id, name
        """;

    private static async Task<IReadOnlyList<DagRecord>> AddTagsAsync(ISqlSession session, IReadOnlyList<DagRecord> dags)
    {
        var ids = JsonSerializer.Serialize([.. dags.Select(static dag => dag.DagId)], StorageJson.Default.StringArray);
        var tags = (await session.ListAsync(ListTags, static row => (DagId: row.Text(0), Name: row.Text(1)), ("dag_ids", ids)))
            .ToLookup(static tag => tag.DagId, static tag => tag.Name, StringComparer.Ordinal);
        return [.. dags.Select(dag => tags.Contains(dag.DagId) ? dag with { Tags = [.. tags[dag.DagId]] } : dag)];
    }
}
