namespace Airflow.Engine.Dags;

/// <summary>Where code versions come from: manifests, and the blobs that they name.</summary>
public interface IBundleSource
{
    Task<BundleManifest?> FindManifestAsync(string version, CancellationToken cancellationToken);
    Task<byte[]?> FindBlobAsync(string hash, CancellationToken cancellationToken);
}
