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

    /// <summary>Kills every process with the mark, but for this one and the given one; repeats until none is found. Returns how many.</summary>
    public static int KillMarked(Guid mark, int? except = null)
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
        return killed.Count;
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
