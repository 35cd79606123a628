namespace Airflow.Engine.Dags;

/// <summary>The whole result of parsing one file; stored in one commit. With errors and no DAGs the last good version stays.</summary>
public sealed record ParsedFile
{
    public required string BundleName { get; init; }
    public required string RelativePath { get; init; }
    public required DateTimeOffset ParsedAt { get; init; }
    public IReadOnlyList<ParsedDag> Dags { get; init; } = [];
    /// <summary>The file's text, shown as code.</summary>
    public string Source { get; init; } = "";
    /// <summary>What its bundle calls the state that was parsed, such as a commit; null where it has no name for it.</summary>
    public string? Revision { get; init; }
    public BundleManifest? Manifest { get; init; }
    /// <summary>Contents of the manifest's blobs, by hash; those known to the store are skipped.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Blobs { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();
    /// <summary>Error text for people, or null when it parsed.</summary>
    public string? ImportError { get; init; }
}
