using System.Globalization;
using Airflow.Engine;
using Airflow.Engine.Configuration;
using Airflow.Engine.Coordination;
using Airflow.Engine.Secrets;
using Airflow.Runtime.Logs;
using Airflow.Runtime.Pool;
using Airflow.Runtime.Supervision;

namespace Airflow.Cli.Roles;

/// <summary>What airflow.cfg says about task runtimes and their supervision.</summary>
internal sealed class RuntimeSettings(AirflowConfiguration configuration)
{
    /// <summary>A pool for so many tries at once.</summary>
    public RuntimeOptions Pool(int slots, string bundleRoot) => new()
    {
        Command = Environment.ProcessPath ?? throw new AirflowException("no_executable", "The path of this executable is not known, so that no task runtime can be started."),
        BundleRoot = bundleRoot,
        SocketFolder = SocketFolder(),
        Slots = slots,
        WarmMinimum = AtLeast("warm_runtimes", 0),
        IdleTimeout = TimeSpan.FromSeconds(AtLeast("runtime_idle_timeout", 1)),
        MaxTasks = AtLeast("runtime_max_tasks", 1),
        MaxAge = TimeSpan.FromSeconds(AtLeast("runtime_max_age", 1)),
        MaxResidentBytes = AtLeast("runtime_max_memory", 1) * 1024L * 1024,
        LogLevel = RoleLogging.LevelOf(configuration.GetString("logging", "logging_level")),
        LogLimits = LogLimits(),
    };

    public SupervisorOptions Supervisor() => new()
    {
        Overtime = configuration.GetDuration("core", "task_success_overtime"),
        KillGrace = configuration.GetDuration("core", "killed_task_cleanup_time"),
        DrainLimit = configuration.GetDuration("workers", "socket_cleanup_timeout"),
        MaxMapLength = configuration.GetInt("core", "max_map_length"),
        Masking = MaskingOptions.Of(configuration),
        LogLimits = LogLimits(),
        LogFileModes = new LogFileModes(Mode("file_task_handler_new_file_permissions"), Mode("file_task_handler_new_folder_permissions")),
    };

    private LogLimits LogLimits() => new()
    {
        MaxLineBytes = configuration.GetInt("logging", "task_log_max_line_bytes"),
        MaxFileBytes = configuration.GetInt("logging", "task_log_max_bytes"),
    };

    /// <summary>A Unix socket's path has 108 bytes at most, so a deep home gets its sockets beside the wake sockets' short folder.</summary>
    private string SocketFolder() => Path.Combine(
        Path.GetDirectoryName(WakeFolder.For(configuration.Home))!, $"runtimes-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");

    private int AtLeast(string key, int minimum) => configuration.GetInt("workers", key) is var value && value >= minimum
        ? value
        : throw new AirflowConfigException("config_invalid", $"[workers] {key} is {value}; it must be at least {minimum}.");

    /// <summary>Permissions in octal, as 0o664 or 664.</summary>
    private UnixFileMode Mode(string key)
    {
        const int all = 0xfff;
        var text = configuration.GetString("logging", key).Trim();
        var digits = text.StartsWith("0o", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        if (digits.Length is > 0 and <= 5 && digits.All(digit => digit is >= '0' and <= '7') && Convert.ToInt32(digits, 8) is var mode && mode <= all)
        {
            return (UnixFileMode)mode;
        }

        throw new AirflowConfigException("config_invalid", $"[logging] {key} is '{text}'; it must be permissions in octal such as 0o664.");
    }
}
