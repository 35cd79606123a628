namespace Airflow.EndToEnd.Faults;

/// <summary>The words that a process was started with.</summary>
internal static class ProcessCommand
{
    /// <summary>None of one that has ended, also while it is asked.</summary>
    public static string[] Of(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
