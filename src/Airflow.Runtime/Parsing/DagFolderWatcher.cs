using System.Threading.Channels;

namespace Airflow.Runtime.Parsing;

/// <summary>
/// Tells that something in a DAG folder changed: at once by the system's own notice (inotify), and after a while in any case, because notices
/// can be missing (network folders, links, exhausted watches).
/// </summary>
public sealed class DagFolderWatcher(string folder, TimeProvider time) : IDisposable
{
    /// <summary>An editor writes a file in several steps; wait until it is still for so long.</summary>
    public static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(20);

    /// <summary>A folder in which something is always being written is looked at, too.</summary>
    public static readonly TimeSpan LongestDebounce = TimeSpan.FromMilliseconds(200);

    private readonly Channel<string> _touched = Channel.CreateBounded<string>(new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly string _folder = Path.GetFullPath(folder);
    private FileSystemWatcher? _watcher;

    /// <summary>Whether the system reports changes of this folder.</summary>
    public bool IsWatching => _watcher is not null;

    /// <summary>Begins to watch; false when there is no such folder or the system has no watches left.</summary>
    public bool TryStart()
    {
        if (_watcher is not null)
        {
            return true;
        }

        if (!Directory.Exists(_folder))
        {
            return false;
        }

        var watcher = new FileSystemWatcher(_folder)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Created += (_, change) => Touch(change.FullPath);
        watcher.Changed += (_, change) => Touch(change.FullPath);
        watcher.Deleted += (_, change) => Touch(change.FullPath);
        watcher.Renamed += (_, change) => Touch(change.FullPath);
        watcher.Error += (_, _) => Touch(_folder);
        try
        {
            watcher.EnableRaisingEvents = true;
        }
        catch (IOException)
        {
            watcher.Dispose();
            return false;
        }

        _watcher = watcher;
        return true;
    }

    /// <summary>Waits for a change, or for so long; returns the paths inside the folder that were reported, none when time was up.</summary>
    public async Task<IReadOnlySet<string>> WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        if (await ReadAsync(longest, cancellationToken) is not { } first)
        {
            StopIfGone();
            return paths;
        }

        paths.Add(first);
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < LongestDebounce && await ReadAsync(Debounce, cancellationToken) is { } next)
        {
            paths.Add(next);
        }

        StopIfGone();
        return paths;
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _watcher = null;
    }

    private async Task<string?> ReadAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        if (_touched.Reader.TryRead(out var path))
        {
            return path;
        }

        using var timeout = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await _touched.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Touch(string path) => _touched.Writer.TryWrite(Path.GetRelativePath(_folder, path));

    /// <summary>A folder that was removed and made again is another one for the system.</summary>
    private void StopIfGone()
    {
        if (!Directory.Exists(_folder))
        {
            Dispose();
        }
    }
}
