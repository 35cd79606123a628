using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Airflow.Providers.Standard.Processes;

/// <summary>
/// Runs a program in a process group of its own, so that it and all that it starts can be ended together: what
/// System.Diagnostics.Process cannot do.
/// </summary>
internal sealed class ChildProcess
{
    private const int Output = 0;
    private const int Error = 1;
    private const int Exit = 2;
    private const int Cancel = 3;

    private static int running;

    private readonly ProcessStart _start;
    private readonly LineReader _output;
    private readonly LineReader _error;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _pid;
    private bool _reaped;

    private ChildProcess(ProcessStart start, Action<string> onOutput, Action<string> onError)
    {
        _start = start;
        _output = new LineReader(onOutput);
        _error = new LineReader(onError);
    }

    /// <summary>Runs a program to its end and hands over its lines as they come, on another thread, one at a time.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing of the group runs any more.</exception>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    public static Task<ProcessEnd> RunAsync(ProcessStart start, Action<string> onOutput, Action<string> onError, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("Commands run on Linux only: process groups are started by its C library.");
        }

        var process = new ChildProcess(start, onOutput, onError);
        return Task.Factory.StartNew(() => process.RunCounted(cancellationToken), CancellationToken.None, ThreadKind(), TaskScheduler.Default);
    }

    /// <summary>A new thread costs a command a third of its time (1.3 of 4 ms), so the first one takes a waiting thread of the pool; more would use the pool up.</summary>
    private static TaskCreationOptions ThreadKind() =>
        Volatile.Read(ref running) == 0 ? TaskCreationOptions.DenyChildAttach : TaskCreationOptions.DenyChildAttach | TaskCreationOptions.LongRunning;

    private ProcessEnd RunCounted(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref running);
        try
        {
            return Run(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    private ProcessEnd Run(CancellationToken cancellationToken)
    {
        using var output = new NativePipe();
        using var error = new NativePipe();
        using var cancel = new NativePipe();
        cancellationToken.ThrowIfCancellationRequested();
        _pid = NativeSpawn.Start(_start, output.Writer, error.Writer);
        output.CloseWriter();
        error.CloseWriter();
        var exit = (int)NativeMethods.SystemCall(NativeMethods.PidfdOpen, _pid, 0);
        try
        {
            using var registration = cancellationToken.Register(cancel.Wake);
            PollDescriptor[] watched = [Watch(output.Reader), Watch(error.Reader), Watch(exit), Watch(cancel.Reader)];
            return Pump(watched, cancellationToken);
        }
        finally
        {
            if (!_reaped)
            {
                SignalGroup(NativeMethods.Kill);
                Reap();
            }

            if (exit >= 0)
            {
                _ = NativeMethods.Close(exit);
            }
        }
    }

    private static PollDescriptor Watch(int descriptor) => new() { Descriptor = descriptor, Wanted = NativeMethods.Readable };

    private ProcessEnd Pump(PollDescriptor[] watched, CancellationToken cancellationToken)
    {
        int? status = null;
        var killed = 0;
        var deadline = long.MaxValue;
        while (watched[Output].Descriptor >= 0 || watched[Error].Descriptor >= 0 || watched[Exit].Descriptor >= 0)
        {
            Poll(watched, deadline);
            Drain(watched, Output, _output);
            Drain(watched, Error, _error);
            if (status is null && watched[Exit].Seen != 0)
            {
                status = Reap();
                watched[Exit].Descriptor = -1;
                deadline = killed == 0 ? After(_start.LeftoverGrace) : deadline;
            }

            if (watched[Cancel].Seen != 0 && killed == 0)
            {
                killed = SignalGroup(NativeMethods.Terminate);
                watched[Cancel].Descriptor = -1;
                deadline = After(_start.KillGrace);
            }
            else if (Stopwatch.GetTimestamp() >= deadline)
            {
                killed = SignalGroup(NativeMethods.Kill);
                deadline = long.MaxValue;
            }
        }

        _output.Complete();
        _error.Complete();
        if (cancellationToken.IsCancellationRequested)
        {
            SignalGroup(NativeMethods.Kill);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return End(status ?? Reap(), killed != 0);
    }

    private static long After(TimeSpan time) => Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);

    private static void Poll(PollDescriptor[] watched, long deadline)
    {
        for (var i = 0; i < watched.Length; i++)
        {
            watched[i].Seen = 0;
        }

        var left = deadline == long.MaxValue ? -1 : (int)Math.Max(0, ((deadline - Stopwatch.GetTimestamp()) * 1000 / Stopwatch.Frequency) + 1);
        if (NativeMethods.Poll(watched, (nuint)watched.Length, left) < 0 && Marshal.GetLastPInvokeError() != NativeMethods.Interrupted)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "poll failed while a command was running.");
        }
    }

    private void Drain(PollDescriptor[] watched, int index, LineReader lines)
    {
        if (watched[index].Seen == 0)
        {
            return;
        }

        var count = NativeMethods.Read(watched[index].Descriptor, _buffer, _buffer.Length);
        if (count > 0)
        {
            lines.Add(_buffer.AsSpan(0, (int)count));
        }
        else if (count == 0 || Marshal.GetLastPInvokeError() is not (NativeMethods.TryAgain or NativeMethods.Interrupted))
        {
            watched[index].Descriptor = -1;
        }
    }

    private int Reap()
    {
        int status;
        while (NativeMethods.Wait(_pid, out status, 0) < 0)
        {
            if (Marshal.GetLastPInvokeError() != NativeMethods.Interrupted)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError(), $"The end of process {_pid} could not be read.");
            }
        }

        _reaped = true;
        return status;
    }

    private int SignalGroup(int signal)
    {
        // the group's id stays taken as long as a process is in it, so this can hit nobody else
        _ = NativeMethods.Signal(-_pid, signal);
        return signal;
    }

    private static ProcessEnd End(int status, bool leftSomethingBehind)
    {
        var signal = status & 0x7f;
        return signal == 0 ? new ProcessEnd((status >> 8) & 0xff, 0, leftSomethingBehind) : new ProcessEnd(128 + signal, signal, leftSomethingBehind);
    }
}
