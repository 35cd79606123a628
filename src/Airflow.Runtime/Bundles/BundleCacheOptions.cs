namespace Airflow.Runtime.Bundles;

/// <summary>Where code versions are kept, and how much of them.</summary>
public sealed record BundleCacheOptions
{
    /// <summary>[dag_processor] dag_bundle_storage_path.</summary>
    public required string Root { get; init; }

    /// <summary>What the blobs may take before the versions longest unused go.</summary>
    public long MaxBytes { get; init; } = 2L * 1024 * 1024 * 1024;
}
