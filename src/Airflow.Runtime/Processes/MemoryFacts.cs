using System.Globalization;

namespace Airflow.Runtime.Processes;

/// <summary>What the kernel says about memory: of one process, and whether it has killed for want of it.</summary>
internal static class MemoryFacts
{
    private static readonly string[] RootCounters = ["/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control"];
    private static readonly Lazy<string?> KillCounter = new(FindKillCounter);

    /// <summary>Resident bytes of a process; 0 when it is gone.</summary>
    public static long ResidentBytes(int pid)
    {
        try
        {
            var parts = File.ReadAllText($"/proc/{pid}/statm").Split(' ');
            return long.Parse(parts[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>How often the kernel has killed a process of this control group because memory ran out; 0 when it does not say.</summary>
    public static long OutOfMemoryKills()
    {
        try
        {
            var line = KillCounter.Value is { } path ? File.ReadLines(path).FirstOrDefault(text => text.StartsWith("oom_kill ", StringComparison.Ordinal)) : null;
            return line is null ? 0 : long.Parse(line.AsSpan("oom_kill ".Length), CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static string? FindKillCounter()
    {
        if (!File.Exists("/proc/self/cgroup"))
        {
            return null;
        }
        foreach (var parts in File.ReadLines("/proc/self/cgroup").Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3))
        {
            var group = parts[2].Trim('/');
            var path = parts[1] switch
            {
                "" => Path.Combine("/sys/fs/cgroup", group, "memory.events"),
                "memory" => Path.Combine("/sys/fs/cgroup/memory", group, "memory.oom_control"),
                _ => "",
            };
            if (File.Exists(path))
            {
                return path;
            }
        }
        // inside a container the path of the host does not exist; its own group is the root
        return Array.Find(RootCounters, File.Exists);
    }
}
