using System.Net.Sockets;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Logs;
using Airflow.Runtime.Processes;

namespace Airflow.Runtime.Pool;

/// <summary>One C# runtime as the host sees it: the process, its streams, and the code it has loaded.</summary>
internal sealed class RuntimeProcess : IDisposable
{
    private readonly LogPump[] pumps;
    private readonly Task pumping;
    private volatile Action<LogStreamKind, ReadOnlyMemory<byte>>? sink;

    public RuntimeProcess(ChildProcess process, Guid mark, Socket[] streams, RuntimeOptions options, DateTimeOffset startedAt, long startedTicks)
    {
        Process = process;
        Mark = mark;
        StartedAt = startedAt;
        IdleSince = startedTicks;
        Channel = new FrameChannel(streams[0], options.MaxFrameBytes);
        pumps =
        [
            new LogPump(streams[1], LogStreamKind.Structured, LogLimits.MaxStructuredBytes, Forward),
            new LogPump(streams[2], LogStreamKind.Stdout, options.LogLimits.MaxLineBytes, Forward),
            new LogPump(streams[3], LogStreamKind.Stderr, options.LogLimits.MaxLineBytes, Forward),
        ];
        pumping = Task.WhenAll(pumps.Select(pump => pump.RunAsync()));
    }

    public ChildProcess Process { get; }

    public Guid Mark { get; }

    public FrameChannel Channel { get; }

    public DateTimeOffset StartedAt { get; }

    public HashSet<CodeKey> Loaded { get; } = [];

    /// <summary>The bundle it works for; null as long as it has loaded nothing.</summary>
    public string? Bundle { get; private set; }

    public int Tasks { get; private set; }

    /// <summary>Timestamp of the time provider.</summary>
    public long IdleSince { get; set; }

    /// <summary>Whether it may run another try; a process that was asked to stop, or broke the protocol, may not.</summary>
    public bool IsReusable { get; set; } = true;

    /// <summary>The next try is one of this code.</summary>
    public void Bind(CodeKey key)
    {
        Bundle = key.BundleName;
        Loaded.Add(key);
        Tasks++;
    }

    /// <summary>From now on lines go there; null: they belong to no try.</summary>
    public void DirectLogs(Action<LogStreamKind, ReadOnlyMemory<byte>>? target) => sink = target;

    /// <summary>Takes over everything that the runtime has written so far.</summary>
    public void DrainLogs()
    {
        foreach (var pump in pumps)
        {
            pump.Drain();
        }
    }

    /// <summary>Everything that the process and those who share its streams have written, at most so long.</summary>
    public async Task DrainToEndAsync(TimeSpan limit, TimeProvider time)
    {
        try
        {
            await pumping.WaitAsync(limit, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // somebody else still holds the streams; what lies there is taken, what comes later is nobody's
            DrainLogs();
        }
    }

    /// <summary>Kills the process, its group and whatever carries its mark.</summary>
    public void Kill()
    {
        IsReusable = false;
        Process.Signal(Libc.SigKill);
        Process.SignalGroup(Libc.SigKill);
        ProcessTree.KillMarked(Mark);
    }

    public void Dispose()
    {
        IsReusable = false;
        Channel.Dispose();
        foreach (var pump in pumps)
        {
            pump.Dispose();
        }
    }

    private void Forward(LogStreamKind kind, ReadOnlyMemory<byte> line) => sink?.Invoke(kind, line);
}
