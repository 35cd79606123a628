using System.Runtime.InteropServices;
using Airflow.Runtime.Processes;

namespace Airflow.Cli;

/// <summary>Ctrl-C and SIGTERM as a cancellation; the second one ends the process at once.</summary>
internal sealed class InterruptSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private int _count;

    public InterruptSignal()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        // counted, because the token may not yet be cancelled when the second one comes on another thread
        if (Interlocked.Increment(ref _count) == 1)
        {
            context.Cancel = true;
            _source.Cancel();
            return;
        }

        // the runtimes end with this process, but not what they have started
        TaskProcesses.KillPrograms();
    }
}
