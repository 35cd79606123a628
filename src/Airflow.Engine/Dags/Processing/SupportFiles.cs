namespace Airflow.Engine.Dags.Processing;

/// <summary>Hashes of the support files of a bundle; only what changed is read again.</summary>
public sealed class SupportFiles(string root)
{
    private readonly Lock _gate = new();
    private Dictionary<string, SupportFile> _files = new(StringComparer.Ordinal);

    /// <summary>The files as they are now; never changes afterwards.</summary>
    public IReadOnlyDictionary<string, SupportFile> Current
    {
        get
        {
            lock (_gate)
            {
                return _files;
            }
        }
    }

    /// <summary>Takes over a scan; returns whether the content of any file differs from before.</summary>
    public bool Update(IReadOnlyDictionary<string, FileStamp> stamps)
    {
        ArgumentNullException.ThrowIfNull(stamps);
        var before = Current;
        var now = new Dictionary<string, SupportFile>(stamps.Count, StringComparer.Ordinal);
        foreach (var (path, stamp) in stamps)
        {
            if (before.TryGetValue(path, out var known) && known.Stamp == stamp)
            {
                now[path] = known;
            }
            else if (SupportFile.TryRead(Path.Combine(root, path), stamp) is { } file)
            {
                now[path] = file;
            }
        }

        var changed = now.Count != before.Count || now.Any(file => !before.TryGetValue(file.Key, out var old) || old.Hash != file.Value.Hash);
        lock (_gate)
        {
            _files = now;
        }

        return changed;
    }
}
