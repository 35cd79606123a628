namespace Airflow.Cli.Commands.Tasks;

/// <summary>Waits until a file, or one beside it, changes; where the system cannot tell, or tells nothing, half a second.</summary>
internal sealed class FileChange : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(0.5);

    private readonly SemaphoreSlim _changed = new(0);
    private readonly TimeProvider _clock;
    private readonly string _folder;
    private FileSystemWatcher? _watcher;

    public FileChange(string path, TimeProvider clock)
    {
        _clock = clock;
        _folder = Path.GetDirectoryName(path)!;
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        // the folder appears with the first try
        _watcher ??= Directory.Exists(_folder) ? Watch() : null;
        using var timeout = new CancellationTokenSource(Longest, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _changed.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _changed.Dispose();
    }

    private FileSystemWatcher? Watch()
    {
        try
        {
            var watcher = new FileSystemWatcher(_folder) { NotifyFilter = NotifyFilters.Size | NotifyFilters.FileName | NotifyFilters.LastWrite };
            watcher.Changed += (_, _) => Signal();
            watcher.Created += (_, _) => Signal();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException)
        {
            // no inotify instance left: the half second does
            return null;
        }
    }

    private void Signal()
    {
        if (_changed.CurrentCount == 0)
        {
            _changed.Release();
        }
    }
}
