using System.Globalization;

namespace Airflow.Storage.Sqlite;

/// <summary>Finds the process that holds the write lock of a database in WAL mode, where /proc tells (Linux).</summary>
internal static class SqliteLockHolder
{
    // the byte of the -shm file that a writer locks
    private const string WriteLockByte = "120";

    /// <summary>Such as "process 4711 (sqlite3)"; null when it cannot be told.</summary>
    public static string? Find(string path)
    {
        try
        {
            var shm = Path.GetFullPath(path) + "-shm";
            return WritersOfAnyFile().Where(pid => HasOpen(pid, shm)).Select(Describe).FirstOrDefault();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // a line: "1: POSIX  ADVISORY  WRITE 4711 08:01:1234567 120 120"
    private static IEnumerable<int> WritersOfAnyFile() => File.ReadLines("/proc/locks")
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields.Length >= 8 && fields[3] == "WRITE" && fields[6] == WriteLockByte)
        .Select(fields => int.Parse(fields[4], CultureInfo.InvariantCulture))
        .Distinct();

    private static bool HasOpen(int pid, string file)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{pid}/fd").Any(fd => new FileInfo(fd).LinkTarget == file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Describe(int pid) => pid == Environment.ProcessId
        ? $"this process ({pid})"
        : $"process {pid} ({File.ReadAllText($"/proc/{pid}/comm").Trim()})";
}
