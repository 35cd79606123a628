using Airflow.Cli.Output;
using Airflow.Client;
using Airflow.Engine.Dags;

namespace Airflow.Cli.Commands.Dags;

/// <summary>What is stored about a DAG, under the names of the REST API.</summary>
internal static class DagRow
{
    /// <summary>The columns that only the serialised form tells.</summary>
    private static readonly string[] FromDocument = ["allowed_run_types", "has_task_concurrency_limits", "timetable_partitioned"];

    /// <summary>The columns of a list when none are chosen.</summary>
    public static IReadOnlyList<string> DefaultColumns { get; } = ["dag_id", "fileloc", "owners", "is_paused", "bundle_name", "bundle_version"];

    /// <summary>All columns, sorted.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "allowed_run_types", "bundle_name", "bundle_version", "dag_display_name", "dag_id", "description", "file_token", "fileloc", "has_import_errors",
        "has_task_concurrency_limits", "is_backfillable", "is_paused", "is_stale", "last_expired", "last_parse_duration", "last_parsed_time", "max_active_runs",
        "max_active_tasks", "max_consecutive_failed_dag_runs", "next_dagrun_data_interval_end", "next_dagrun_data_interval_start",
        "next_dagrun_logical_date", "next_dagrun_run_after", "owners", "relative_fileloc", "tags", "timetable_description", "timetable_partitioned",
        "timetable_periodic", "timetable_summary",
    ];

    public const string FileTokenColumn = "file_token";

    public static bool NeedsDocument(IEnumerable<string> columns) => columns.Any(FromDocument.Contains);

    public static Row Make(DagRecord dag, SerializedDag? document, string? fileToken)
    {
        var name = dag.DisplayName ?? dag.DagId;
        return new Row
        {
            { "dag_id", dag.DagId },
            { "dag_display_name", name },
            { "is_paused", dag.IsPaused },
            { "is_stale", dag.IsStale },
            { "last_parsed_time", dag.LastParsedTime },
            { "last_parse_duration", dag.LastParseDuration },
            { "last_expired", null },
            { "bundle_name", dag.BundleName },
            { "bundle_version", dag.BundleVersion },
            { "relative_fileloc", dag.RelativeFileLocation },
            { "fileloc", dag.FileLocation },
            { "description", dag.Description },
            { "timetable_summary", dag.TimetableSummary },
            { "timetable_description", dag.TimetableDescription },
            { "timetable_partitioned", document?.BuildTimetable().IsPartitioned },
            { "timetable_periodic", dag.TimetablePeriodic },
            { "tags", dag.Tags.Order(StringComparer.Ordinal).Select(tag => Tag(tag, dag.DagId, name)).ToList() },
            { "max_active_tasks", dag.MaxActiveTasks },
            { "max_active_runs", dag.MaxActiveRuns },
            { "max_consecutive_failed_dag_runs", dag.MaxConsecutiveFailedRuns },
            { "has_task_concurrency_limits", document?.Tasks.Any(static task => task.MaxActiveTisPerDag is not null || task.MaxActiveTisPerDagrun is not null) },
            { "has_import_errors", dag.HasImportErrors },
            { "next_dagrun_logical_date", dag.Next?.LogicalDate },
            { "next_dagrun_data_interval_start", dag.Next?.DataIntervalStart },
            { "next_dagrun_data_interval_end", dag.Next?.DataIntervalEnd },
            { "next_dagrun_run_after", dag.Next?.CreateAfter },
            { "allowed_run_types", document?.AllowedRunTypes?.ToList() },
            { "owners", Owners(dag) },
            { "is_backfillable", dag.TimetablePeriodic },
            { FileTokenColumn, fileToken },
        };
    }

    /// <summary>The same of a DAG on a server elsewhere.</summary>
    public static Row Make(DagResponse dag) => new()
    {
        { "dag_id", dag.DagId },
        { "dag_display_name", dag.DagDisplayName },
        { "is_paused", dag.IsPaused },
        { "is_stale", dag.IsStale },
        { "last_parsed_time", dag.LastParsedTime },
        { "last_parse_duration", dag.LastParseDuration },
        { "last_expired", dag.LastExpired },
        { "bundle_name", dag.BundleName },
        { "bundle_version", dag.BundleVersion },
        { "relative_fileloc", dag.RelativeFileloc },
        { "fileloc", dag.Fileloc },
        { "description", dag.Description },
        { "timetable_summary", dag.TimetableSummary },
        { "timetable_description", dag.TimetableDescription },
        { "timetable_partitioned", dag.TimetablePartitioned },
        { "timetable_periodic", dag.TimetablePeriodic },
        { "tags", dag.Tags.Select(static tag => Tag(tag.Name, tag.DagId, tag.DagDisplayName)).ToList() },
        { "max_active_tasks", dag.MaxActiveTasks },
        { "max_active_runs", dag.MaxActiveRuns },
        { "max_consecutive_failed_dag_runs", dag.MaxConsecutiveFailedDagRuns },
        { "has_task_concurrency_limits", dag.HasTaskConcurrencyLimits },
        { "has_import_errors", dag.HasImportErrors },
        { "next_dagrun_logical_date", dag.NextDagrunLogicalDate },
        { "next_dagrun_data_interval_start", dag.NextDagrunDataIntervalStart },
        { "next_dagrun_data_interval_end", dag.NextDagrunDataIntervalEnd },
        { "next_dagrun_run_after", dag.NextDagrunRunAfter },
        { "allowed_run_types", dag.AllowedRunTypes?.ToList() },
        { "owners", dag.Owners.ToList() },
        { "is_backfillable", dag.IsBackfillable },
        { FileTokenColumn, dag.FileToken },
    };

    private static List<string> Owners(DagRecord dag) => [.. dag.Owners.Split(',', StringSplitOptions.TrimEntries)];

    private static Dictionary<string, object?> Tag(string tag, string dagId, string displayName) =>
        new(StringComparer.Ordinal) { ["name"] = tag, ["dag_id"] = dagId, ["dag_display_name"] = displayName };
}
