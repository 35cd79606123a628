using System.Text.Json;
using Airflow.Engine.Coordination;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Coordination;

/// <summary>Workers that told of themselves, in table worker.</summary>
internal sealed class WorkerStore(ISqlDatabase database) : IWorkerStore
{
    public Task ReportAsync(WorkerRecord worker, CancellationToken cancellationToken) => database.Reserved.ExecuteAsync(
        WorkerSql.Report,
        cancellationToken,
        ("id", worker.Id),
        ("name", worker.Name),
        ("hostname", worker.Hostname),
        ("address", worker.Address),
        ("pid", worker.Pid),
        ("queues", JsonSerializer.Serialize([.. worker.Queues], StorageJson.Default.StringArray)),
        ("capacity", worker.Capacity),
        ("active", worker.Active),
        ("cpu_percent", worker.CpuPercent),
        ("memory_used", worker.MemoryUsed),
        ("memory_total", worker.MemoryTotal),
        ("version", worker.Version),
        ("log_port", worker.LogPort),
        ("settings", JsonSerializer.Serialize(new Dictionary<string, string>(worker.Settings, StringComparer.Ordinal), StorageJson.Default.DictionaryStringString)),
        ("started_at", worker.StartedAt),
        ("latest_heartbeat", worker.LatestHeartbeat),
        ("ended_at", worker.EndedAt));

    public Task<IReadOnlyList<WorkerRecord>> ListAsync(string? hostname, DateTimeOffset? heardSince, CancellationToken cancellationToken) =>
        database.ListAsync(WorkerSql.List, Read, cancellationToken, ("hostname", hostname), ("since", heardSince));

    public async Task<IReadOnlyDictionary<string, int>> CountQueuedAsync(CancellationToken cancellationToken) =>
        (await database.ListAsync(WorkerSql.CountQueued, row => (Queue: row.Text(0), Count: row.Int(1)), cancellationToken))
            .ToDictionary(row => row.Queue, row => row.Count, StringComparer.Ordinal);

    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.ExecuteAsync(WorkerSql.Forget, cancellationToken, ("before", before));

    private static WorkerRecord Read(SqlRow row) => new()
    {
        Id = row.Guid(0),
        Name = row.Text(1),
        Hostname = row.Text(2),
        Address = row.TextOrNull(3),
        Pid = row.Int(4),
        Queues = JsonSerializer.Deserialize(row.Text(5), StorageJson.Default.StringArray) ?? [],
        Capacity = row.Int(6),
        Active = row.Int(7),
        Version = row.Text(8),
        LogPort = row.IntOrNull(9),
        Settings = JsonSerializer.Deserialize(row.Text(10), StorageJson.Default.DictionaryStringString) ?? [],
        StartedAt = row.Time(11),
        LatestHeartbeat = row.Time(12),
        EndedAt = row.TimeOrNull(13),
        CpuPercent = row.DoubleOrNull(14),
        MemoryUsed = row.LongOrNull(15),
        MemoryTotal = row.LongOrNull(16),
    };
}
