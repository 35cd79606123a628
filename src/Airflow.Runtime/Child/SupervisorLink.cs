using System.Runtime.InteropServices;
using Airflow.Runtime.Processes;

namespace Airflow.Runtime.Child;

/// <summary>
/// How a runtime follows its supervisor: into death, at once. Only a callback that has begun may end first, with the line that says so: killed
/// between the two it would be called again. Used by the thread that serves the supervisor; the system ties it to that.
/// </summary>
/// <param name="supervisor">Its process id.</param>
/// <param name="time">Bounds what goes on alone.</param>
internal sealed class SupervisorLink(int supervisor, TimeProvider time) : IDisposable
{
    /// <summary>Far less than the lease of a callback, which nobody keeps up any more.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private ITimer? ending;

    private bool IsGone => Libc.GetPpid() != supervisor;

    /// <summary>From now on its death kills; false when it is dead already.</summary>
    public bool Follow()
    {
        _ = Libc.Prctl(Libc.SetPdeathsig, Libc.SigKill, 0, 0, 0);
        return !IsGone;
    }

    /// <summary>From now on its death is a SIGHUP.</summary>
    public static void Outlive() => _ = Libc.Prctl(Libc.SetPdeathsig, Libc.SigHup, 0, 0, 0);

    /// <summary>It dies: what the runtime does now, it may finish, but not for long.</summary>
    public void OnLoss(PosixSignalContext context)
    {
        context.Cancel = true;
        ending ??= time.CreateTimer(_ => FollowIfGone(), null, Grace, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends the process when the supervisor is gone, as its death would have: nothing more is done, not even what an orderly end does.</summary>
    public void FollowIfGone()
    {
        if (IsGone)
        {
            _ = Libc.Kill(Environment.ProcessId, Libc.SigKill);
        }
    }

    public void Dispose() => ending?.Dispose();
}
