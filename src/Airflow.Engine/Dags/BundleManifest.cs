namespace Airflow.Engine.Dags;

/// <summary>A tree of files; <see cref="Version"/> is the hash of its sorted entries, so equal trees have equal versions.</summary>
public sealed record BundleManifest(string Version, string BundleName, IReadOnlyList<BundleEntry> Entries);
