namespace Airflow.Cli.Daemons;

/// <summary>A service that runs in this process.</summary>
internal sealed class ServiceRun(string pidPath, string? logPath) : IDisposable
{
    private PidFile? _pid;

    /// <summary>Where its log goes; null for the console.</summary>
    public string? LogPath => logPath;

    /// <summary>The service works: from now on its process can be found. Whoever started it in the background waits for this.</summary>
    public void Ready() => _pid ??= PidFile.Take(pidPath);

    public void Dispose() => _pid?.Dispose();
}
