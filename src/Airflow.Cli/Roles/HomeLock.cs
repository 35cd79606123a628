using System.Globalization;
using Airflow.Engine;

namespace Airflow.Cli.Roles;

/// <summary>Held while a standalone runs on a home: a second one would take the first one's port, runs and sockets.</summary>
internal sealed class HomeLock : IDisposable
{
    private readonly FileStream file;

    private HomeLock(FileStream file) => this.file = file;

    /// <exception cref="AirflowException">home_in_use, with the process that holds it.</exception>
    public static HomeLock Take(string home)
    {
        var folder = Path.Combine(home, "run");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "standalone.lock");
        FileStream opened;
        try
        {
            opened = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new AirflowException(
                "home_in_use",
                $"Another standalone runs on {home} (its lock is {path}); stop that one, or set AIRFLOW_HOME to another folder.",
                exception);
        }

        opened.SetLength(0);
        opened.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        opened.Flush();
        return new HomeLock(opened);
    }

    public void Dispose() => file.Dispose();
}
