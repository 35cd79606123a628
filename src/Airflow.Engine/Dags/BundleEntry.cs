namespace Airflow.Engine.Dags;

/// <summary>A file of a manifest: path inside the bundle (forward slashes), SHA-256 in hex, bytes.</summary>
public sealed record BundleEntry(string Path, string Hash, long Size);
