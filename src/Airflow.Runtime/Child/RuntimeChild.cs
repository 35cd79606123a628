using System.Net.Sockets;
using System.Runtime.InteropServices;
using Airflow.Engine.Templates;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;
using Airflow.Runtime.Pool;
using Airflow.Runtime.Processes;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Child;

/// <summary>
/// The C# task runtime: a process that runs tries one after the other, until its supervisor hangs up. SIGTERM asks the running try to
/// stop (its cancellation token); an idle runtime ends.
/// </summary>
public static class RuntimeChild
{
    /// <summary>128 + SIGTERM, as a shell would say it.</summary>
    private const int ExitCancelled = 143;
    private const int ExitNoSupervisor = 1;

    /// <summary>Everything the hidden verb <c>runtime</c> does; returns the exit code.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var options = ChildOptions.Parse(arguments);
        using var supervisor = new SupervisorLink(options.Parent, TimeProvider.System);
        if (!Bind(supervisor))
        {
            return ExitNoSupervisor;
        }
        var streams = Enumerable.Range(0, RuntimeListener.Streams).Select(index => Connect(options, (byte)index)).ToArray();
        // what is written past the Console class, by native code or by programs that a task starts, goes to the supervisor, too
        _ = Libc.Dup2((int)streams[2].Handle, 1);
        _ = Libc.Dup2((int)streams[3].Handle, 2);
        using var connection = new HostConnection(streams[0]);
        using var log = new ChildLog(streams[1], options.LogLevel, TimeProvider.System);
        using var output = new ConsoleCapture(log, LogLevel.Information, "task.stdout");
        using var error = new ConsoleCapture(log, LogLevel.Error, "task.stderr");
        Console.SetOut(output);
        Console.SetError(error);
        RuntimeWarmUp.Run(options.BundleRoot);
        connection.Tell(new RuntimeReady());
        return new RuntimeLoop(options, supervisor, connection, log, output, error).Serve();
    }

    /// <summary>Dies with the supervisor, leads a group, adopts what its children leave behind; false when the supervisor is gone already.</summary>
    private static bool Bind(SupervisorLink supervisor)
    {
        var isThere = supervisor.Follow();
        _ = Libc.Prctl(Libc.SetChildSubreaper, 1, 0, 0, 0);
        _ = Libc.SetPgid(0, 0);
        // 077 unless the worker was told otherwise: what a task writes is its user's alone
        _ = Libc.Umask(Convert.ToUInt32(Environment.GetEnvironmentVariable("_AIRFLOW_TASK_UMASK") ?? "077", 8));
        return isThere;
    }

    private static Socket Connect(ChildOptions options, byte stream)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(options.Socket));
        Span<byte> hello = stackalloc byte[RuntimeListener.HelloLength];
        hello[0] = stream;
        options.Mark.TryWriteBytes(hello[1..]);
        socket.Send(hello);
        return socket;
    }

    private sealed class RuntimeLoop(
        ChildOptions options, SupervisorLink supervisor, HostConnection connection, ChildLog log, ConsoleCapture output, ConsoleCapture error)
    {
        private readonly TaskTemplateRenderer templates = new(TimeProvider.System);
        private readonly DagLoader loader = new(options.BundleRoot);
        private readonly ProcessState state = new();
        private readonly Lock gate = new();
        private CancellationTokenSource? running;

        public int Serve()
        {
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
            using var loss = PosixSignalRegistration.Create(PosixSignal.SIGHUP, supervisor.OnLoss);
            while (connection.Receive() is { } frame)
            {
                // anything else is the reply to a terminal message, which says nothing
                var exitCode = frame.Body switch
                {
                    StartupDetails startup => Work(startup.Ti, (requests, token) => RunTryAsync(startup, requests, token)),
                    RunCallback call => Call(call),
                    _ => null,
                };
                if (exitCode is { } code)
                {
                    return code;
                }
            }
            return 0;
        }

        private int? Call(RunCallback call)
        {
            SupervisorLink.Outlive();
            try
            {
                return Work(call.Startup.Ti, (requests, token) => RunCallbackAsync(call, requests, token));
            }
            finally
            {
                supervisor.Follow();
                supervisor.FollowIfGone();
            }
        }

        /// <summary>Runs a try, or the callbacks of one; gives an exit code when the process must not go on.</summary>
        private int? Work(TaskInstance ti, Func<IHostRequests, CancellationToken, Task<(FrameMessage Terminal, RuntimeReady Ready, bool IsStillRunning)>> work)
        {
            using var cancellation = new CancellationTokenSource();
            lock (gate)
            {
                running = cancellation;
            }
            connection.BeginTry();
            log.BeginTry(ti);
            using var requests = new TryRequests(connection);
            try
            {
#pragma warning disable VSTHRD002 // this thread has nothing else to do, and no synchronisation context
                var (terminal, ready, isStillRunning) = work(requests, cancellation.Token).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
                requests.Dispose();
                EndTry();
                ready.Tainted |= cancellation.IsCancellationRequested;
                connection.Tell(terminal, ready);
                return isStillRunning ? ExitCancelled : null;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                log.Write(LogLevel.Warning, "task", "The task was stopped.");
                EndTry();
                return ExitCancelled;
            }
            finally
            {
                lock (gate)
                {
                    running = null;
                }
            }
        }

        private async Task<(FrameMessage Terminal, RuntimeReady Ready, bool IsStillRunning)> RunTryAsync(
            StartupDetails startup, IHostRequests requests, CancellationToken cancellationToken)
        {
            var execution = new TaskExecution(requests, log, templates, options.BundleRoot, TimeProvider.System);
            var terminal = await execution.RunAsync(startup, Find, cancellationToken);
            var ready = new RuntimeReady { Reason = execution.Reason, Error = execution.Error, Tainted = execution.IsStillRunning || execution.IsOutOfMemory };
            return (terminal, ready, execution.IsStillRunning);
        }

        private async Task<(FrameMessage Terminal, RuntimeReady Ready, bool IsStillRunning)> RunCallbackAsync(
            RunCallback call, IHostRequests requests, CancellationToken cancellationToken)
        {
            var execution = new CallbackExecution(supervisor, requests, log, templates, options.BundleRoot, TimeProvider.System);
            var terminal = await execution.RunAsync(call, loader, cancellationToken);
            return (terminal, new RuntimeReady { Reason = execution.Reason }, false);
        }

        private Operator Find(StartupDetails startup) =>
            loader.Find(startup.BundleInfo.Version, startup.DagRelPath, startup.Ti.DagId, startup.Ti.TaskId);

        private void EndTry()
        {
            output.EndTry();
            error.EndTry();
            Leftovers.Kill(options.Mark, log);
            state.Restore();
        }

        private void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            CancellationTokenSource? target;
            lock (gate)
            {
                target = running;
            }
            if (target is null)
            {
                Environment.Exit(0);
                return;
            }
            target.Cancel();
        }
    }
}
