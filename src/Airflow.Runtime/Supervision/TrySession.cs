using System.Net.Sockets;
using Airflow.Engine;
using Airflow.Engine.Assets;
using Airflow.Engine.Callbacks;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Secrets;
using Airflow.Runtime.Frames.Messages;
using Airflow.Runtime.Logs;
using Airflow.Runtime.Pool;
using Airflow.Runtime.Processes;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Supervision;

/// <summary>One try under supervision: the conversation, the log, the ways to stop it.</summary>
internal sealed class TrySession : IDisposable
{
    private readonly TaskLaunch launch;
    private readonly SupervisorOptions options;
    private readonly TimeProvider time;
    private readonly TaskLog log;
    private readonly TaskResources resources;
    private readonly RequestHandler handler;
    private readonly SecretMasker masker;
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private RuntimeProcess? runtime;
    private StopReason? stopReason;
    private bool killed;

    public TrySession(TaskLaunch launch, IExecutionApi api, TaskResources resources, SupervisorOptions options, TimeProvider time, ILogger logger)
    {
        this.launch = launch;
        this.resources = resources;
        this.options = options;
        this.time = time;
        masker = new SecretMasker(options.Masking);
        log = new TaskLog(launch.LogFile, LogTags.Of(launch.Workload), masker, options.LogLimits, options.LogFileModes, time, logger);
        handler = new RequestHandler(launch, api, resources, masker, new RequestRetries(options, time, stop.Token), options.MaxMapLength);
    }

    /// <summary>Cancelled when the try is to stop.</summary>
    public CancellationToken StopToken => stop.Token;

    public void Stop(StopReason reason)
    {
        lock (gate)
        {
            if (stopReason is not null)
            {
                return;
            }
            stopReason = reason;
            if (runtime is not null)
            {
                _ = StopAsync(runtime);
            }
        }
        stop.Cancel();
    }

    public void Dispose()
    {
        log.Dispose();
        stop.Dispose();
    }

    public TryOutcome OutcomeBeforeStart() => Outcomes.Stopped(launch, stopReason ?? StopReason.Shutdown, time.GetUtcNow(), exit: null);

    public TryOutcome OutcomeWithoutRuntime(AirflowException exception)
    {
        log.Write("error", "airflow.supervisor", exception.Message);
        return Outcomes.Failed(launch, time.GetUtcNow(), new ExitCause("lost", Detail: exception.Message), exception.Message);
    }

    /// <summary>Runs the try in this runtime; null when the runtime ended before it had read the try, so that another one may have it.</summary>
    public async Task<TryOutcome?> RunAsync(RuntimeProcess runtime, bool isLast)
    {
        var oomKills = MemoryFacts.OutOfMemoryKills();
        runtime.DirectLogs((kind, line) => log.Write(kind, line.Span));
        using var timeout = launch.Workload.ExecutionTimeout is { } limit
            ? time.CreateTimer(_ => Stop(StopReason.Timeout), null, limit + options.TimeoutGrace, Timeout.InfiniteTimeSpan)
            : null;
        Attach(runtime);
        try
        {
            await runtime.Channel.SendAsync(0, Startup.FirstFrame(launch, await ConsumedEventsAsync()));
        }
        catch (SocketException) when (!isLast && stopReason is null)
        {
            return Abandon(runtime);
        }
        catch (SocketException)
        {
            // it ended; how is found out below
            runtime.IsReusable = false;
        }
        var conversation = await ConverseAsync(runtime);
        if (conversation.End == ConversationEnd.Unread && !isLast && stopReason is null)
        {
            return Abandon(runtime);
        }
        return await FinishAsync(runtime, conversation, oomKills);
    }

    /// <summary>What made the run, if assets did.</summary>
    private async Task<IReadOnlyList<AssetEventRecord>> ConsumedEventsAsync() => launch.Start.Run is { RunType: RunType.AssetTriggered } run
        ? await resources.Assets.ListConsumedAsync(run.Id, CancellationToken.None)
        : [];

    private TryOutcome? Abandon(RuntimeProcess runtime)
    {
        Detach(runtime);
        runtime.DirectLogs(null);
        runtime.IsReusable = false;
        return null;
    }

    private async Task<Conversation> ConverseAsync(RuntimeProcess runtime)
    {
        var conversation = new Conversation(runtime, handler, options, time, log);
        await conversation.RunAsync();
        return conversation;
    }

    private async Task<TryOutcome> FinishAsync(RuntimeProcess runtime, Conversation conversation, long oomKills)
    {
        ChildExit? exit = null;
        if (conversation.End != ConversationEnd.Ready)
        {
            runtime.IsReusable = false;
            exit = await ExitAsync(runtime);
            await runtime.DrainToEndAsync(options.DrainLimit, time);
        }
        Detach(runtime);
        runtime.DrainLogs();
        runtime.DirectLogs(null);
        if (stopReason is not null || conversation.IsTainted)
        {
            runtime.IsReusable = false;
        }
        var facts = new TryEnd(conversation.Terminal, conversation.Reason, exit, stopReason, killed, MemoryFacts.OutOfMemoryKills() > oomKills, conversation.Problem);
        var outcome = Outcomes.Of(launch, handler, facts, time.GetUtcNow()) with { Error = Masked(conversation.Error) };
        if (exit is not null && outcome.Reason is { } reason)
        {
            log.Write("error", "airflow.supervisor", reason);
        }
        return outcome;
    }

    /// <summary>It is stored until its callback has run, so it is kept as it would be in the log.</summary>
    private TaskError? Masked(ErrorInfo? error) =>
        error is null ? null : new TaskError(error.ErrorType, masker.Redact(error.Message), error.StackTrace is { } trace ? masker.Redact(trace) : null);

    /// <summary>The streams are closed: the process ends in a moment, or is made to.</summary>
    private async Task<ChildExit> ExitAsync(RuntimeProcess runtime)
    {
        try
        {
            await runtime.Process.Exited.WaitAsync(stopReason is null ? options.Overtime : Graces().Cancel + Graces().Terminate, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            KillNow(runtime);
        }
        var exit = await runtime.Process.Exited;
        // what it has started goes with it
        runtime.Kill();
        return exit;
    }

    private void Attach(RuntimeProcess runtime)
    {
        lock (gate)
        {
            this.runtime = runtime;
            if (stopReason is not null)
            {
                _ = StopAsync(runtime);
            }
        }
    }

    private void Detach(RuntimeProcess runtime)
    {
        lock (gate)
        {
            if (ReferenceEquals(this.runtime, runtime))
            {
                this.runtime = null;
            }
        }
    }

    /// <summary>A request, a signal to all, the end: each with its time.</summary>
    private async Task StopAsync(RuntimeProcess target)
    {
        var (cancelGrace, terminateGrace) = Graces();
        target.IsReusable = false;
        target.Process.Signal(Libc.SigTerm);
        if (await EndedAsync(target, cancelGrace))
        {
            return;
        }
        log.Write("warning", "airflow.supervisor", $"The task did not stop within {cancelGrace.TotalSeconds:0.#} s of the request; SIGTERM goes to all of its processes.");
        target.Process.SignalGroup(Libc.SigTerm);
        if (!await EndedAsync(target, terminateGrace))
        {
            log.Write("warning", "airflow.supervisor", "The task still runs: SIGKILL.");
            KillNow(target);
        }
    }

    private (TimeSpan Cancel, TimeSpan Terminate) Graces()
    {
        if (stopReason == StopReason.Shutdown || options.KillGrace is not { } whole)
        {
            return (options.CancelGrace, options.TerminateGrace);
        }
        var cancel = whole / 2 < options.CancelGrace ? whole / 2 : options.CancelGrace;
        return (cancel, whole - cancel);
    }

    private void KillNow(RuntimeProcess target)
    {
        killed = true;
        target.Kill();
    }

    /// <summary>Whether the process ended, or left the try, within that time.</summary>
    private async Task<bool> EndedAsync(RuntimeProcess target, TimeSpan limit)
    {
        try
        {
            await target.Process.Exited.WaitAsync(limit, time, CancellationToken.None);
            return true;
        }
        catch (TimeoutException)
        {
            lock (gate)
            {
                return !ReferenceEquals(runtime, target);
            }
        }
    }
}
