using System.Text.Json;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution.Remote;

namespace Airflow.Runtime.Remote;

/// <summary>Code versions from the api-server, for a worker without a database; whoever asks checks the hashes.</summary>
public sealed class RemoteBundleSource(RemoteConnection connection) : IBundleSource
{
    public async Task<BundleManifest?> FindManifestAsync(string version, CancellationToken cancellationToken) =>
        await connection.FindAsync($"bundles/{version}", cancellationToken) is { } content ? JsonSerializer.Deserialize(content, RemoteJson.Default.BundleManifest) : null;

    public Task<byte[]?> FindBlobAsync(string hash, CancellationToken cancellationToken) => connection.FindAsync($"blobs/{hash}", cancellationToken);
}
