using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Parsing;

/// <summary>What the dag processor knows of one bundle's folder, and what is new in it since it last looked.</summary>
internal sealed class BundleFiles(DagBundle bundle, DagProcessorOptions options, TimeProvider time) : IDisposable
{
    private readonly FolderScanner _scanner = new(bundle.Path, options.IgnoreSyntax);
    private readonly Dictionary<string, HashSet<string>> _includers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private FolderSnapshot _snapshot = FolderSnapshot.Empty;
    private long _lastSupportSweep;
    private bool _supportChanged;
    private bool _hasLooked;

    public DagFolderWatcher Watcher { get; } = new(bundle.Path, time);

    public SupportFiles Support { get; } = new(Path.GetFullPath(bundle.Path));

    public string Name => bundle.Name;

    /// <summary>Lists the folder and tells the difference to the last time; paths that were reported count as changed even if they look the same.</summary>
    public FolderChanges Look(IReadOnlySet<string> reported)
    {
        var before = _snapshot;
        var now = _scanner.Scan();
        _snapshot = now;
        // changed support files travel with every DAG, and each DAG file may read them
        _supportChanged |= Support.Update(now.SupportFiles);
        var files = now.SourceFiles.Concat(now.Projects).ToDictionary(StringComparer.Ordinal);
        var old = before.SourceFiles.Concat(before.Projects).ToDictionary(StringComparer.Ordinal);
        var touched = files.Where(file => !old.TryGetValue(file.Key, out var stamp) || stamp != file.Value || reported.Contains(file.Key)).Select(file => file.Key);
        var removed = old.Keys.Where(path => !files.ContainsKey(path)).ToList();
        var changed = touched.Concat(removed).SelectMany(WithIncluders).Where(files.ContainsKey).Distinct(StringComparer.Ordinal).ToList();
        var again = TakeSupportChange() ? files.Keys.Except(changed, StringComparer.Ordinal) : [];
        return new FolderChanges(
            [.. changed.Select(path => (Key(path), files[path].ModifiedAt))],
            [.. again.Select(path => (Key(path), files[path].ModifiedAt))],
            [.. removed.Select(Key)]);
    }

    /// <summary>Whether the folder has a DAG file of that path.</summary>
    public bool Has(string path) => _snapshot.SourceFiles.ContainsKey(path) || _snapshot.Projects.ContainsKey(path);

    /// <summary>How long a change of support files has to wait until all DAG files are looked at again; null when there is none.</summary>
    public TimeSpan? SupportDelay => _supportChanged ? options.MinFileProcessInterval - time.GetElapsedTime(_lastSupportSweep) : null;

    /// <summary>Notes what a file includes.</summary>
    public void NoteIncludes(string path, IEnumerable<string> includes)
    {
        lock (_gate)
        {
            foreach (var includers in _includers.Values)
            {
                includers.Remove(path);
            }

            foreach (var include in includes)
            {
                if (!_includers.TryGetValue(include, out var includers))
                {
                    _includers[include] = includers = new HashSet<string>(StringComparer.Ordinal);
                }

                includers.Add(path);
            }
        }
    }

    public void Dispose() => Watcher.Dispose();

    private DagFileKey Key(string path) => new(bundle.Name, path);

    private IEnumerable<string> WithIncluders(string path)
    {
        lock (_gate)
        {
            return _includers.TryGetValue(path, out var includers) ? [path, .. includers] : [path];
        }
    }

    private bool TakeSupportChange()
    {
        var isFirst = !_hasLooked;
        _hasLooked = true;
        if (!_supportChanged || (!isFirst && _lastSupportSweep != 0 && SupportDelay > TimeSpan.Zero))
        {
            return false;
        }

        _supportChanged = false;
        // what is read for the first time changes nothing
        _lastSupportSweep = isFirst ? 0 : time.GetTimestamp();
        return !isFirst;
    }
}
