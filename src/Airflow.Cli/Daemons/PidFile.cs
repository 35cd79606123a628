using System.Globalization;
using Airflow.Cli.Roles;

namespace Airflow.Cli.Daemons;

/// <summary>Names the process of a service for as long as it runs, so that it can be found and stopped.</summary>
internal sealed class PidFile : IDisposable
{
    private readonly string _path;

    private PidFile(string path) => _path = path;

    /// <summary>Writes the number of this process; null when another one that lives has the file.</summary>
    public static PidFile? Take(string path)
    {
        if (FindProcess(path) is not null)
        {
            return null;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        return new PidFile(path);
    }

    /// <summary>The number in the file; null when there is none.</summary>
    public static int? Read(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path), NumberStyles.Integer, CultureInfo.InvariantCulture, out var pid) && pid > 0 ? pid : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The Airflow process that the file names, if it lives.</summary>
    public static int? FindProcess(string path) => Read(path) is { } pid && ProcessProbe.IsAlive(pid) ? pid : null;

    public void Dispose()
    {
        if (Read(_path) == Environment.ProcessId)
        {
            File.Delete(_path);
        }
    }
}
