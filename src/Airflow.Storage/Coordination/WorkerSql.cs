namespace Airflow.Storage.Coordination;

/// <summary>Statements of workers.</summary>
internal static class WorkerSql
{
    public const string Report = """
        INSERT INTO worker (
            id, name, hostname, address, pid, queues, capacity, active, cpu_percent, memory_used, memory_total, version, log_port, settings, started_at,
            latest_heartbeat, ended_at)
        VALUES (
            @id, @name, @hostname, @address, @pid, @queues, @capacity, @active, @cpu_percent, @memory_used, @memory_total, @version, @log_port, @settings, @started_at,
            @latest_heartbeat, @ended_at)
        ON CONFLICT (id) DO UPDATE SET
            name = excluded.name,
            address = excluded.address,
            queues = excluded.queues,
            capacity = excluded.capacity,
            active = excluded.active,
            cpu_percent = excluded.cpu_percent,
            memory_used = excluded.memory_used,
            memory_total = excluded.memory_total,
            log_port = excluded.log_port,
            settings = excluded.settings,
            latest_heartbeat = excluded.latest_heartbeat,
            ended_at = excluded.ended_at
        """;

    public const string List = """
        SELECT
            id, name, hostname, address, pid, queues, capacity, active, version, log_port, settings, started_at, latest_heartbeat, ended_at, cpu_percent,
            memory_used, memory_total
        FROM worker
        WHERE (hostname = @hostname OR @hostname IS NULL)
            AND (latest_heartbeat > @since OR @since IS NULL)
            AND (ended_at IS NULL OR @since IS NULL)
        ORDER BY started_at DESC, id
        """;

    public const string CountQueued = """
        SELECT queue, COUNT(*) FROM task_instance WHERE state = 'queued' AND queue IS NOT NULL GROUP BY queue
        """;

    public const string Forget = """
        DELETE FROM worker WHERE latest_heartbeat < @before
        """;
}
