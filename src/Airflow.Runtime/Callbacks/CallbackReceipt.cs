namespace Airflow.Runtime.Callbacks;

/// <summary>
/// A file with a line for each callback of an event that has been called: empty, or why it failed. Between a callback's last act and the row
/// that says so lie a frame and a commit; whoever runs the event after a process was killed there finds this file, and goes on where it ended.
/// </summary>
internal static class CallbackReceipt
{
    /// <summary>What became of the callbacks that have been called, in their order.</summary>
    public static IReadOnlyList<string> Read(string path) => path.Length > 0 && File.Exists(path) ? File.ReadAllLines(path) : [];

    /// <param name="path">Where; nothing is left when it is empty.</param>
    /// <param name="reason">Why the callback failed; null when it did not.</param>
    public static void Add(string path, string? reason)
    {
        if (path.Length > 0)
        {
            File.AppendAllText(path, $"{reason?.ReplaceLineEndings(" ")}\n");
        }
    }
}
