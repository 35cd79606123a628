using System.Globalization;
using System.Runtime.InteropServices;

namespace Airflow.Engine.Coordination;

/// <summary>
/// Named places at which a fault test can end the process as kill -9 does: the environment variable
/// AIRFLOW__TESTING__CRASH_POINT holds "name:count", and the count-th passing of that name is the last thing the process does.
/// </summary>
public static partial class CrashPoints
{
    public const string Variable = "AIRFLOW__TESTING__CRASH_POINT";

    private static readonly string? Name;
    private static int remaining;

    static CrashPoints()
    {
        var setting = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(setting))
        {
            return;
        }

        var colon = setting.LastIndexOf(':');
        Name = colon < 0 ? setting : setting[..colon];
        remaining = colon < 0 ? 1 : int.Parse(setting.AsSpan(colon + 1), CultureInfo.InvariantCulture);
    }

    public static void Hit(string name)
    {
        if (Name is not null && string.Equals(Name, name, StringComparison.Ordinal) && Interlocked.Decrement(ref remaining) == 0)
        {
            _ = Kill(Environment.ProcessId, 9);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);
}
