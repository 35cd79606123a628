namespace Airflow.Engine.Dags;

/// <summary>Manifests and content-addressed blobs.</summary>
public interface IBundleStore
{
    Task<BundleManifest?> FindManifestAsync(string version, CancellationToken cancellationToken);
    Task<byte[]?> FindBlobAsync(string hash, CancellationToken cancellationToken);
    /// <summary>Removes manifests that no version and no run refers to, and blobs that no manifest refers to; returns the number of blobs.</summary>
    Task<int> CollectGarbageAsync(CancellationToken cancellationToken);
}
