namespace Airflow.Engine.Dags.Processing;

/// <summary>Gathers the files that travel with a DAG file into a manifest and its blobs.</summary>
public sealed class BundleBuilder(string bundleName)
{
    private readonly Dictionary<string, BundleEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _blobs = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Blobs => _blobs;

    public BundleBuilder Add(string path, ReadOnlyMemory<byte> content) => Add(path, ContentHash.Of(content.Span), content);

    private BundleBuilder Add(string path, string hash, ReadOnlyMemory<byte> content)
    {
        _entries[path] = new BundleEntry(path, hash, content.Length);
        _blobs[hash] = content;
        return this;
    }

    /// <summary>Adds a support file; one that vanished meanwhile is left out, the next scan tells of it.</summary>
    public BundleBuilder Add(string path, SupportFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.IsStored)
        {
            _entries[path] = new BundleEntry(path, file.Hash, file.Size);
        }
        else if (file.TryGetContent() is { } content)
        {
            Add(path, file.Hash, content);
        }

        return this;
    }

    /// <summary>The manifest; the order in which files were added plays no part.</summary>
    public BundleManifest Build() => new(
        ContentHash.OfTree(_entries.Values.Select(entry => (entry.Path, entry.Hash))),
        bundleName,
        [.. _entries.Values.OrderBy(entry => entry.Path, StringComparer.Ordinal)]);
}
