namespace Airflow.Storage.Coordination;

/// <summary>Statements of jobs.</summary>
internal static class JobSql
{
    public const string Insert = """
        INSERT INTO job (state, job_type, start_date, end_date, latest_heartbeat, executor_class, hostname, unixname, pid, lease_owner)
        VALUES (@state, @job_type, @start_date, @end_date, @latest_heartbeat, @executor_class, @hostname, @unixname, @pid, @lease_owner)
        RETURNING id
        """;

    public const string Heartbeat = """
        UPDATE job SET latest_heartbeat = @now WHERE id = @id AND state = 'running'
        """;

    public const string End = """
        UPDATE job SET state = @state, end_date = @now, latest_heartbeat = @now WHERE id = @id
        """;

    public const string List = """
        SELECT id, job_type, state, hostname, unixname, pid, executor_class, start_date, end_date, latest_heartbeat, lease_owner
        FROM job
        WHERE (job_type = @job_type OR @job_type IS NULL) AND (state = @state OR @state IS NULL)
        ORDER BY id DESC
        LIMIT @limit
        """;
}
