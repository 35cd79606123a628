namespace Airflow.Runtime.Processes;

/// <summary>A process that this one started; it leads a process group of its own.</summary>
internal sealed class ChildProcess(int pid)
{
    private readonly TaskCompletionSource<ChildExit> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private bool reaped;

    public int Pid => pid;

    public Task<ChildExit> Exited => exited.Task;

    /// <summary>False when the process is gone.</summary>
    public bool Signal(int signal)
    {
        lock (gate)
        {
            // once it is reaped, its number may be somebody else's
            return !reaped && Libc.Kill(pid, signal) == 0;
        }
    }

    /// <summary>Signals everything in its group; what is left of a group keeps its number from being used again.</summary>
    public bool SignalGroup(int signal) => Libc.Kill(-pid, signal) == 0;

    /// <summary>Collects the exit if there is one.</summary>
    public bool TryReap()
    {
        ChildExit? exit;
        lock (gate)
        {
            exit = ChildReaper.Reap(pid);
            reaped = exit is not null;
        }
        if (exit is { } known)
        {
            exited.TrySetResult(known);
        }
        return reaped;
    }
}
