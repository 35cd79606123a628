using Airflow.Runtime.Logs;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Pool;

/// <summary>How runtimes are started, kept and ended.</summary>
public sealed record RuntimeOptions
{
    /// <summary>The command that ends in <see cref="Child.RuntimeChild"/>; the arguments of the runtime are added to it.</summary>
    public required string Command { get; init; }
    public IReadOnlyList<string> CommandArguments { get; init; } = ["runtime"];
    /// <summary>Holds the materialised code: <c>version/dag_rel_path.dll</c>.</summary>
    public required string BundleRoot { get; init; }
    /// <summary>For the socket; made with mode 0700. Its path must be short (a socket's path has at most 107 bytes).</summary>
    public required string SocketFolder { get; init; }

    /// <summary>Most tries at once, and so most processes beside <see cref="WarmMinimum"/>.</summary>
    public int Slots { get; init; } = 32;
    /// <summary>Processes without any DAG that are always there.</summary>
    public int WarmMinimum { get; init; } = 1;
    /// <summary>How long work waits before another process is started for it.</summary>
    public TimeSpan GrowthDelay { get; init; } = TimeSpan.FromMilliseconds(25);
    /// <summary>How long a process may be idle.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);
    /// <summary>How long a new process may need until it is ready.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Tries after which a process is replaced.</summary>
    public int MaxTasks { get; init; } = 20_000;
    /// <summary>Age at which a process is replaced.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(1);
    /// <summary>Resident bytes at which a process is replaced.</summary>
    public long MaxResidentBytes { get; init; } = 256L * 1024 * 1024;
    /// <summary>DAG files that one process may have loaded.</summary>
    public int MaxAssemblies { get; init; } = 16;
    /// <summary>Most bytes of managed memory of one process; null: half of what the machine or container has.</summary>
    public long? HeapLimitBytes { get; init; }

    /// <summary>Largest frame, and so roughly the largest XCom.</summary>
    public int MaxFrameBytes { get; init; } = 256 * 1024 * 1024;
    public LogLimits LogLimits { get; init; } = new();
    /// <summary>[logging] logging_level: from which level on a task's log lines are kept.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;
    /// <summary>Names of variables that tasks inherit from this process, beside the usual ones (PATH, HOME, TZ, LANG …).</summary>
    public IReadOnlyList<string> InheritedVariables { get; init; } = [];
    /// <summary>Variables that tasks get; a DOTNET_ one beats the tuning of the pool.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
