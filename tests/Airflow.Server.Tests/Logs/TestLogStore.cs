using Airflow.Engine.Logs;

namespace Airflow.Server.Tests.Logs;

/// <summary>Logs in memory.</summary>
internal sealed class TestLogStore : IRemoteLogStore
{
    public Dictionary<string, byte[]> Logs { get; } = new(StringComparer.Ordinal);

    public string Name => "test://logs";

    public async Task UploadAsync(string path, string file, CancellationToken cancellationToken) => Logs[path] = await File.ReadAllBytesAsync(file, cancellationToken);

    public Task<LogBytes?> ReadAsync(string path, LogRange range, CancellationToken cancellationToken) => Task.FromResult(
        Logs.TryGetValue(path, out var log) ? new LogBytes([.. log.Skip((int)range.Offset).Take(range.Most)], log.Length) : null);
}
