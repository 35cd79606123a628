using Airflow.Engine.Logs;

namespace Airflow.Server.Tests.Logs;

/// <summary>Logs in memory.</summary>
internal sealed class TestLogStore : IRemoteLogStore
{
    public Dictionary<string, byte[]> Logs { get; } = new(StringComparer.Ordinal);

    public string Name => "test://logs";

    public async Task UploadAsync(string path, string file, CancellationToken cancellationToken) => Logs[path] = await File.ReadAllBytesAsync(file, cancellationToken);

    public Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken) => Task.FromResult(Logs.GetValueOrDefault(path));
}
