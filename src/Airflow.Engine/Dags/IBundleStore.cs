namespace Airflow.Engine.Dags;

/// <summary>Manifests and content-addressed blobs.</summary>
public interface IBundleStore : IBundleSource
{
    /// <summary>The bundles that were ever read, by name.</summary>
    Task<IReadOnlyList<BundleRecord>> ListBundlesAsync(CancellationToken cancellationToken);
    /// <summary>Removes manifests that no version and no run refers to, and blobs that no manifest refers to; returns the number of blobs.</summary>
    Task<int> CollectGarbageAsync(CancellationToken cancellationToken);
}
