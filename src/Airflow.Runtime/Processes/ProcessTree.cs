using System.Globalization;
using System.Text;

namespace Airflow.Runtime.Processes;

/// <summary>
/// Finds what a runtime has started, however far it has moved: each runtime has a mark in its environment, which every process that it
/// starts inherits, also one that detaches itself into a session of its own.
/// </summary>
internal static class ProcessTree
{
    public const string MarkVariable = "AIRFLOW_RUNTIME_ID";

    /// <summary>Number and start of the process that has started the runtime; both together are never those of another one.</summary>
    public const string SupervisorVariable = "AIRFLOW_RUNTIME_SUPERVISOR";

    /// <summary>The folder of the bundles of the supervisor: others on the same machine have their own.</summary>
    public const string RootVariable = "AIRFLOW_RUNTIME_ROOT";

    /// <summary>Fields are numbered from 1 in the manual; the third follows the name.</summary>
    private const int FirstStatField = 3;

    /// <summary>This process, as <see cref="SupervisorVariable"/> names it.</summary>
    public static string Self { get; } = $"{Environment.ProcessId}-{StartOf(Environment.ProcessId)}";

    /// <summary>Kills every process with the mark, but for this one and the given one; repeats until none is found. Returns which.</summary>
    public static IReadOnlyCollection<int> KillMarked(Guid mark, int? except = null)
    {
        var killed = new HashSet<int>();
        var needle = Encoding.ASCII.GetBytes($"{MarkVariable}={mark:N}");
        for (var round = 0; round < 10; round++)
        {
            var found = Find(needle).Where(pid => pid != Environment.ProcessId && pid != except).ToList();
            if (found.Count == 0)
            {
                break;
            }
            killed.UnionWith(found.Where(pid => Libc.Kill(pid, Libc.SigKill) == 0));
        }
        return killed;
    }

    /// <summary>
    /// Kills what was started by runtimes whose supervisor is gone: kill -9 of a supervisor takes its runtimes with it, but not the programs
    /// that they have started, and those must not go on beside the next try. A runtime that lives all the same ends its callback, and what
    /// that has started is left to it (<see cref="Child.SupervisorLink"/>). Returns how many were killed, and how many were left.
    /// </summary>
    /// <param name="root">Only of supervisors whose bundles are there; those of another home are none of ours.</param>
    public static (int Killed, int Left) KillOrphans(string root)
    {
        var orphans = Find(Encoding.UTF8.GetBytes($"{RootVariable}={root}\0"))
            .Where(pid => pid != Environment.ProcessId && ValueOf(pid, SupervisorVariable) is { } supervisor && !IsAlive(supervisor)).ToList();
        var alone = orphans.Where(IsRuntime).Select(pid => ValueOf(pid, MarkVariable)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var (killed, left) = (0, 0);
        foreach (var pid in orphans)
        {
            if (ValueOf(pid, MarkVariable) is { } mark && alone.Contains(mark))
            {
                left++;
            }
            else if (Libc.Kill(pid, Libc.SigKill) == 0)
            {
                killed++;
            }
        }
        return (killed, left);
    }

    /// <summary>Kills what the runtimes of this process have started, but not the runtimes.</summary>
    public static void KillOwnPrograms()
    {
        var needle = Encoding.ASCII.GetBytes($"{SupervisorVariable}={Self}");
        foreach (var pid in Find(needle).Where(pid => pid != Environment.ProcessId && ParentOf(pid) != Environment.ProcessId).ToList())
        {
            _ = Libc.Kill(pid, Libc.SigKill);
        }
    }

    /// <summary>Of a variable of a process; null when it has none or is gone.</summary>
    private static string? ValueOf(int pid, string variable) =>
        ReadWords(pid, "environ").FirstOrDefault(entry => entry.StartsWith(variable + '=', StringComparison.Ordinal))?[(variable.Length + 1)..];

    /// <summary>What it starts has the same environment, but not the same words.</summary>
    private static bool IsRuntime(int pid) => ReadWords(pid, "cmdline").Contains("--parent", StringComparer.Ordinal);

    private static string[] ReadWords(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}").Split('\0');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsAlive(string supervisor) =>
        int.TryParse(supervisor.AsSpan(0, Math.Max(0, supervisor.IndexOf('-', StringComparison.Ordinal))), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
        && supervisor == $"{pid}-{StartOf(pid)}";

    /// <summary>Clock ticks from the start of the machine to that of a process; null when it is gone.</summary>
    private static string? StartOf(int pid) => StatOf(pid) is [not ("Z" or "X"), ..] fields ? fields[22 - FirstStatField] : null;

    private static int? ParentOf(int pid) => StatOf(pid) is { } fields ? int.Parse(fields[4 - FirstStatField], CultureInfo.InvariantCulture) : null;

    /// <summary>The fields of /proc/pid/stat after the name, which may hold anything; null when the process is gone.</summary>
    private static string[]? StatOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static IEnumerable<int> Find(byte[] needle)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Holds(folder, needle))
            {
                yield return pid;
            }
        }
    }

    private static bool Holds(string folder, byte[] needle)
    {
        try
        {
            // a zombie's environment is empty: it needs no killing
            return File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(needle) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // it ended meanwhile, or is another user's and so not ours
            return false;
        }
    }
}
