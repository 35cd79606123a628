using Airflow.Runtime.Processes;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Pool;

/// <summary>Ends what a supervisor of the same home that was killed has left on this machine.</summary>
internal sealed partial class Orphans : IAsyncDisposable
{
    /// <summary>Longer than a runtime may go on alone.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(6);

    private readonly string root;
    private readonly ILogger logger;
    private readonly ITimer again;

    /// <param name="root">Where the bundles of the home are.</param>
    /// <param name="time">When to look again.</param>
    /// <param name="logger">Takes how many were killed.</param>
    public Orphans(string root, TimeProvider time, ILogger logger)
    {
        this.root = root;
        this.logger = logger;
        again = time.CreateTimer(_ => Kill(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Kills them now; those that end a callback first are left, and looked for again.</summary>
    public void Kill()
    {
        var (killed, left) = ProcessTree.KillOrphans(root);
        if (killed > 0)
        {
            Log.Killed(logger, killed);
        }

        if (left > 0)
        {
            again.Change(Pause, Timeout.InfiniteTimeSpan);
        }
    }

    public ValueTask DisposeAsync() => again.DisposeAsync();

    private static partial class Log
    {
        [LoggerMessage(2309, LogLevel.Warning, "{Count} processes of tasks outlived their supervisor; they were killed")]
        public static partial void Killed(ILogger logger, int count);
    }
}
