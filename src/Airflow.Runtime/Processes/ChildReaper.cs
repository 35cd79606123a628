using System.Runtime.InteropServices;

namespace Airflow.Runtime.Processes;

/// <summary>Asks the kernel for exits. The Process class would do, but it cannot tell exit code 137 from signal 9.</summary>
internal static class ChildReaper
{
    private const int SigInfoSize = 128;
    private const int CodeExited = 1;

    /// <summary>The exit of that child, taken from the kernel; null while it runs.</summary>
    public static unsafe ChildExit? Reap(int pid)
    {
        var info = stackalloc byte[SigInfoSize];
        new Span<byte>(info, SigInfoSize).Clear();
        int result;
        do
        {
            result = Libc.WaitId(Libc.IdTypePid, pid, info, Libc.Exited | Libc.NoHang);
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == Libc.ErrInterrupted);
        if (result < 0)
        {
            // somebody else collected it; how it ended is not known any more
            return new ChildExit(null, null);
        }
        var fields = new ReadOnlySpan<int>(info, SigInfoSize / sizeof(int));
        if (fields[0] == 0)
        {
            return null;
        }
        // si_signo, si_errno, si_code, padding, si_pid, si_uid, si_status
        var status = fields[6];
        return fields[2] == CodeExited ? new ChildExit(status, null) : new ChildExit(null, status);
    }

    /// <summary>Whether this process has any child, running or not yet collected.</summary>
    public static unsafe bool HasChildren()
    {
        var info = stackalloc byte[SigInfoSize];
        return Libc.WaitId(Libc.IdTypeAll, 0, info, Libc.Exited | Libc.NoHang | Libc.NoWait) == 0
            || Marshal.GetLastPInvokeError() != Libc.ErrNoChild;
    }

    /// <summary>Collects one child that has ended, whichever; false when none has.</summary>
    public static unsafe bool ReapAny()
    {
        var info = stackalloc byte[SigInfoSize];
        new Span<byte>(info, SigInfoSize).Clear();
        return Libc.WaitId(Libc.IdTypeAll, 0, info, Libc.Exited | Libc.NoHang) == 0 && *(int*)info != 0;
    }
}
