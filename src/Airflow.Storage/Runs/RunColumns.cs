namespace Airflow.Storage.Runs;

/// <summary>The columns of a run, for statements that read whole runs.</summary>
internal static class RunColumns
{
    /// <summary>In the order in which a run is read, from <c>dag_run r</c> and <c>dag_run_note n</c>.</summary>
    public const string OfRunAndNote = """
        r.id, r.dag_id, r.run_id, r.run_type, r.state, r.logical_date, r.data_interval_start, r.data_interval_end, r.run_after,
        r.queued_at, r.start_date, r.end_date, r.conf, r.triggered_by, r.triggering_user_name, r.creating_job_id, r.clear_number,
        r.bundle_version, r.created_dag_version_id, r.partition_key, r.partition_date, n.content, r.created_at,
        r.held_at, r.held_by, r.hold_reason
        """;
}
