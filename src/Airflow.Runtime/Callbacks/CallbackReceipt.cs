using Airflow.Engine.Callbacks;

namespace Airflow.Runtime.Callbacks;

/// <summary>
/// A file that says that the callbacks of an event have been called. Between a callback's last act and the row that says so lie a frame and a
/// commit; a process that is killed there leaves this file, and they are not called again.
/// </summary>
internal static class CallbackReceipt
{
    /// <param name="path">Where; nothing is left when it is empty.</param>
    /// <param name="reason">Why they failed; null when they did not.</param>
    public static void Write(string path, string? reason)
    {
        if (path.Length > 0)
        {
            File.WriteAllText(path, reason ?? "");
        }
    }

    /// <summary>What the receipt says; null when there is none.</summary>
    public static CallbackResult? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        var reason = File.ReadAllText(path);
        return reason.Length == 0 ? new CallbackResult(CallbackResultKind.Success) : new CallbackResult(CallbackResultKind.Failed, reason);
    }
}
