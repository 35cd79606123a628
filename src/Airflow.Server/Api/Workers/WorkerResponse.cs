using Airflow.Engine.Coordination;

namespace Airflow.Server.Api.Workers;

/// <summary>A worker as it told of itself last, and what runs on its host.</summary>
internal sealed record WorkerResponse
{
    public required Guid Id { get; init; }

    public required string WorkerName { get; init; }

    public required string Hostname { get; init; }

    public required string? Address { get; init; }

    public required int Pid { get; init; }

    /// <summary>serving, draining, drained, silent or ended.</summary>
    public required string State { get; init; }

    public required bool IsAlive { get; init; }

    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>Most tries at once.</summary>
    public required int Slots { get; init; }

    /// <summary>Tries that it has in hand.</summary>
    public required int OccupiedSlots { get; init; }

    /// <summary>Of its host, 0 to 100 over all processors; null: it does not tell.</summary>
    public required double? CpuPercent { get; init; }

    /// <summary>Bytes, of its host.</summary>
    public required long? MemoryUsed { get; init; }

    public required long? MemoryTotal { get; init; }

    public required string Version { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset LatestHeartbeat { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    public required IReadOnlyList<WorkerTaskResponse> RunningTasks { get; init; }

    public static WorkerResponse Of(WorkerRecord worker, DateTimeOffset now, IReadOnlyList<WorkerTaskResponse> tasks) => new()
    {
        Id = worker.Id,
        WorkerName = worker.Name,
        Hostname = worker.Hostname,
        Address = worker.Address,
        Pid = worker.Pid,
        State = worker.StateAt(now).ToString().ToLowerInvariant(),
        IsAlive = worker.IsAlive(now),
        Queues = worker.Queues,
        Slots = worker.Capacity,
        OccupiedSlots = worker.Active,
        CpuPercent = worker.CpuPercent,
        MemoryUsed = worker.MemoryUsed,
        MemoryTotal = worker.MemoryTotal,
        Version = worker.Version,
        StartedAt = worker.StartedAt,
        LatestHeartbeat = worker.LatestHeartbeat,
        EndedAt = worker.EndedAt,
        RunningTasks = worker.IsAlive(now) ? tasks : [],
    };
}
