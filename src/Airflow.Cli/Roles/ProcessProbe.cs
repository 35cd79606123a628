namespace Airflow.Cli.Roles;

/// <summary>Tells whether a process of this host is an Airflow process that lives.</summary>
internal static class ProcessProbe
{
    public static bool IsAlive(int pid)
    {
        if (pid == Environment.ProcessId)
        {
            // the row is of an earlier process that had the same number (usual in containers)
            return false;
        }

        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Contains("airflow", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
