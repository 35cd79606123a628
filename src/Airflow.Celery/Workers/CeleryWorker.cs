using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Control;
using Airflow.Celery.Events;
using Airflow.Celery.Messages;
using Airflow.Engine.Results;
using Airflow.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace Airflow.Celery.Workers;

/// <summary>
/// Takes messages from its queues, as many as it has free slots, and has them run. A message is acknowledged when its try is claimed: from
/// then on the database knows who runs it. What was not claimed goes back to its queue when the worker stops.
/// </summary>
public sealed partial class CeleryWorker : IAsyncDisposable
{
    /// <summary>How long a broker may take for messages that are given back at the end.</summary>
    private static readonly TimeSpan LongestReturn = TimeSpan.FromSeconds(5);

    private readonly IBroker broker;
    private readonly IWorkloadRunner runner;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource shutdown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, WorkerTry> tries = new(StringComparer.Ordinal);
    private readonly DueMessages due;
    private readonly MessageSettlement settlement;
    private readonly WorkerHeart heart;
    private readonly ResultWriter results;
    private ControlNode? control;
    private Task fetching = Task.CompletedTask;
    private long handled;

    public CeleryWorker(IBroker broker, IWorkloadRunner runner, CeleryWorkerOptions options, TimeProvider clock, ILogger<CeleryWorker> logger, IResultBackend? results = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        this.broker = broker;
        this.runner = runner;
        this.clock = clock;
        this.logger = logger;
        Options = options;
        StartedAt = clock.GetUtcNow();
        Slots = new WorkerSlots(options.Autoscale?.Max ?? options.Concurrency, options.Autoscale?.Min ?? 0);
        Events = new EventSender(broker, options.NodeName, Lamport, clock, logger) { AreTasksTold = options.AreTaskEventsOn };
        due = new DueMessages(clock);
        settlement = new MessageSettlement(clock, logger);
        heart = new WorkerHeart(this, clock);
        this.results = new ResultWriter(results, clock, logger);
    }

    public CeleryWorkerOptions Options { get; }

    /// <summary>Completes when remote control tells the worker to stop.</summary>
    public Task ShutdownRequested => shutdown.Task;

    /// <summary>The queues that it serves now: remote control adds and removes some.</summary>
    public IReadOnlyList<string> Queues => Consumer?.Queues ?? Options.Queues;

    /// <summary>Tries that it has in hand.</summary>
    public int Active => tries.Count;

    /// <summary>Most tries at once: remote control changes that.</summary>
    public int Capacity => Slots.Limit;

    /// <summary>The queues that it served before it was drained; only remote control, which is one command at a time, touches them.</summary>
    internal HashSet<string> DrainedQueues { get; } = new(StringComparer.Ordinal);

    internal IBrokerConsumer? Consumer { get; private set; }

    internal DateTimeOffset StartedAt { get; }

    internal LamportClock Lamport { get; } = new();

    internal EventSender Events { get; }

    internal WorkerSlots Slots { get; }

    internal WorkerLimits Limits { get; } = new();

    internal RevokedIds Revoked { get; } = new();

    internal DateTimeOffset Now => clock.GetUtcNow();

    internal WorkerHeart Heart => heart;

    internal BrokerAddress Broker => broker.Address;

    internal IReadOnlyCollection<WorkerTry> Tries => [.. tries.Values];

    /// <summary>Messages that are not due yet.</summary>
    internal IReadOnlyCollection<WorkerTry> Scheduled => due.Waiting;

    /// <summary>Tries that it has ended since it started.</summary>
    internal long Handled => Volatile.Read(ref handled);

    /// <summary>Begins to fetch, to beat and to answer; a broker that is away is waited for in the background.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Consumer = await broker.ConsumeAsync(Options.Queues, cancellationToken);
        if (Options.IsControlled)
        {
            control = new ControlNode(this, broker, clock, logger);
            await control.Hearing.WaitAsync(cancellationToken);
        }

        heart.Start();
        fetching = FetchAllAsync(Consumer);
        Log.Started(logger, Options.NodeName, broker.Address, string.Join(", ", Options.Queues));
    }

    /// <summary>Takes nothing new, gives back what is not claimed, lets the rest run for the grace period, then has it stopped and given back.</summary>
    /// <param name="grace">null: as long as it takes.</param>
    public async Task StopAsync(TimeSpan? grace, CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await fetching;
        await due.StopAsync();
        await Task.WhenAll(tries.Values.Where(one => one.StartedAt is null).Select(one => one.StopAsync()));
        var all = Task.WhenAll(tries.Values.Select(one => one.Work));
        try
        {
            await all.WaitAsync(grace ?? Timeout.InfiniteTimeSpan, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            Log.StoppingTries(logger, tries.Count);
        }
        finally
        {
            await Task.WhenAll(tries.Values.Select(one => one.StopAsync()));
            await all;
            await CloseAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero, CancellationToken.None);
        await Events.DisposeAsync();
        await settlement.DisposeAsync();
        await results.DisposeAsync();
        due.Dispose();
        stopping.Dispose();
    }

    internal void RequestShutdown() => shutdown.TrySetResult();

    /// <summary>Kills a running try, or gives up one that has not started.</summary>
    internal bool Terminate(string id)
    {
        if (!tries.TryGetValue(id, out var one))
        {
            return false;
        }

        one.IsTerminated = true;
        runner.Stop(one.Workload.Workload.Id);
        return true;
    }

    private async Task CloseAsync()
    {
        if (control is { } node)
        {
            control = null;
            await node.DisposeAsync();
        }

        await heart.DisposeAsync();
        if (Consumer is { } consumer)
        {
            Consumer = null;

            // what is given back belongs to nobody before that is done, and to the consumer no more
            await settlement.FlushAsync(LongestReturn);
            await consumer.DisposeAsync();
        }
    }

    private async Task FetchAllAsync(IBrokerConsumer consumer)
    {
        try
        {
            while (true)
            {
                var free = await Slots.WaitAsync(stopping.Token);
                foreach (var delivery in await consumer.ReceiveAsync(Limits.RatePerSecond is null ? free : 1, stopping.Token))
                {
                    Accept(consumer, delivery);
                }

                if (Limits.RatePerSecond is { } rate)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1 / rate), clock, stopping.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private void Accept(IBrokerConsumer consumer, BrokerDelivery delivery)
    {
        TaskMessage message;
        ReceivedWorkload workload;
        try
        {
            message = TaskMessageReader.Read(delivery.Message);
            workload = WorkloadMessage.Read(message);
        }
        catch (MessageRefusedException exception)
        {
            Refuse(consumer, delivery, exception);
            return;
        }

        var one = new WorkerTry(delivery, message, workload);
        if (message.Eta is { } eta && eta > clock.GetUtcNow())
        {
            Schedule(consumer, one, eta);
        }
        else if (IsWanted(consumer, one))
        {
            Slots.Take();
            Events.Send("task-received", WorkerReports.Received(message));
            one.Work = Task.Run(() => RunAsync(consumer, one), CancellationToken.None);
        }
    }

    private void Schedule(IBrokerConsumer consumer, WorkerTry one, DateTimeOffset eta)
    {
        if (due.TryAdd(one, eta, token => BeginWhenFreeAsync(consumer, one, token), () => GiveBackAsync(consumer, one)))
        {
            Events.Send("task-received", WorkerReports.Received(one.Message));
        }
        else
        {
            settlement.Settle(() => consumer.AcknowledgeAsync(one.Delivery, CancellationToken.None));
            one.Dispose();
        }
    }

    private async Task BeginWhenFreeAsync(IBrokerConsumer consumer, WorkerTry one, CancellationToken cancellationToken)
    {
        await Slots.TakeFreeAsync(cancellationToken);
        if (IsWanted(consumer, one))
        {
            one.Work = Task.Run(() => RunAsync(consumer, one), CancellationToken.None);
        }
        else
        {
            Slots.Release();
        }
    }

    /// <summary>Whether it is to be run; else it has been settled.</summary>
    private bool IsWanted(IBrokerConsumer consumer, WorkerTry one)
    {
        var (message, delivery) = (one.Message, one.Delivery);
        if (message.Expires < clock.GetUtcNow() || Revoked.Contains(message.Id))
        {
            var isExpired = !Revoked.Contains(message.Id);
            Log.Discarded(logger, message.Id, isExpired ? "it has expired" : "it was revoked");
            settlement.Settle(() => consumer.AcknowledgeAsync(delivery, CancellationToken.None));
            results.Tell(WorkerReports.Revoked(message.Id, isExpired ? "expired" : "revoked", clock.GetUtcNow()));
            Events.Send("task-revoked", new JsonObject { ["uuid"] = message.Id, ["terminated"] = false, ["signum"] = null, ["expired"] = isExpired });
            one.Dispose();
            return false;
        }

        if (!tries.TryAdd(message.Id, one))
        {
            // the same message twice: the one that is here already counts
            settlement.Settle(() => consumer.AcknowledgeAsync(delivery, CancellationToken.None));
            one.Dispose();
            return false;
        }

        return true;
    }

    private Task GiveBackAsync(IBrokerConsumer consumer, WorkerTry one)
    {
        settlement.Settle(() => consumer.ReturnAsync(one.Delivery, CancellationToken.None));
        one.Dispose();
        return settlement.FlushAsync();
    }

    private void Refuse(IBrokerConsumer consumer, BrokerDelivery delivery, MessageRefusedException exception)
    {
        Log.Refused(logger, delivery.Queue, exception.Message);
        settlement.Settle(() => exception.IsUndecodable ? consumer.AcknowledgeAsync(delivery, CancellationToken.None) : consumer.RejectAsync(delivery, CancellationToken.None));
        if (CeleryJson.Text(delivery.Message.Headers, "id") is { } id)
        {
            if (!exception.IsUndecodable)
            {
                results.Tell(new MessageResult(id, "FAILURE") { DoneAt = clock.GetUtcNow(), Error = new ResultError("NotRegistered", "celery.exceptions", exception.Message) });
            }

            Events.Send("task-failed", new JsonObject { ["uuid"] = id, ["exception"] = exception.Message });
        }
    }

    private async Task RunAsync(IBrokerConsumer consumer, WorkerTry one)
    {
        try
        {
            var end = await runner.RunAsync(one.Workload, pid => ClaimedAsync(consumer, one, pid), one.Stopping);
            if (!end.IsRun)
            {
                Log.NotForUs(logger, one.Workload.Workload.Key, end.Reason ?? "");
            }

            Acknowledge(consumer, one);
            if (end.IsRun)
            {
                var now = clock.GetUtcNow();
                results.Tell(one.IsTerminated ? WorkerReports.Revoked(one.Message.Id, "terminated", now) : new MessageResult(one.Message.Id, "SUCCESS") { DoneAt = now });
            }

            Events.Send(one.IsTerminated ? "task-revoked" : "task-succeeded", WorkerReports.Ended(one, clock.GetUtcNow()));
        }
        catch (OperationCanceledException) when (one.Stopping.IsCancellationRequested && !one.IsAcknowledged)
        {
            settlement.Settle(() => consumer.ReturnAsync(one.Delivery, CancellationToken.None));
        }
#pragma warning disable CA1031 // the edge of one try: whatever fails in it must not end the worker
        catch (Exception exception)
#pragma warning restore CA1031
        {
            AirflowMetrics.WorkloadFailures.Add(1);
            Log.Failed(logger, one.Workload.Workload.Key, exception);
            Acknowledge(consumer, one);
            results.Tell(WorkerReports.Failed(one.Message.Id, exception, clock.GetUtcNow()));
            Events.Send("task-failed", new JsonObject { ["uuid"] = one.Message.Id, ["exception"] = $"{exception.GetType().Name}({exception.Message})", ["traceback"] = exception.ToString() });
        }
        finally
        {
            // the broker is told before the worker takes part in anything else, or at least tried
            await settlement.FlushAsync();
            tries.TryRemove(one.Message.Id, out _);
            Interlocked.Increment(ref handled);
            one.Dispose();
            Slots.Release();
        }
    }

    private async Task ClaimedAsync(IBrokerConsumer consumer, WorkerTry one, int pid)
    {
        one.Pid = pid;
        one.StartedAt = clock.GetUtcNow();
        Acknowledge(consumer, one);
        results.Tell(new MessageResult(one.Message.Id, "STARTED") { Start = new ResultStart(pid, Options.NodeName) });
        Events.Send("task-started", new JsonObject { ["uuid"] = one.Message.Id });
        if (Limits.Duration is { } limit)
        {
            _ = StopAfterAsync(one, limit);
        }

        await Task.CompletedTask;
    }

    private void Acknowledge(IBrokerConsumer consumer, WorkerTry one)
    {
        if (!one.IsAcknowledged)
        {
            one.IsAcknowledged = true;
            settlement.Settle(() => consumer.AcknowledgeAsync(one.Delivery, CancellationToken.None));
        }
    }

    private async Task StopAfterAsync(WorkerTry one, TimeSpan limit)
    {
        await Task.Delay(limit, clock, CancellationToken.None);
        if (tries.TryGetValue(one.Message.Id, out var same) && ReferenceEquals(one, same))
        {
            Log.TimeLimit(logger, one.Workload.Workload.Key, limit.TotalSeconds);
            runner.Stop(one.Workload.Workload.Id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7201, LogLevel.Information, "{Node} serves {Queues} of {Broker}")]
        public static partial void Started(ILogger logger, string node, BrokerAddress broker, string queues);

        [LoggerMessage(7202, LogLevel.Error, "A message of {Queue} was dropped: {Reason}")]
        public static partial void Refused(ILogger logger, string queue, string reason);

        [LoggerMessage(7203, LogLevel.Information, "The message {Id} is not run: {Reason}")]
        public static partial void Discarded(ILogger logger, string id, string reason);

        [LoggerMessage(7204, LogLevel.Debug, "The try of {Key} is not for this worker: {Reason}")]
        public static partial void NotForUs(ILogger logger, Engine.Tasks.TaskInstanceKey key, string reason);

        [LoggerMessage(7205, LogLevel.Error, "The try of {Key} could not be run")]
        public static partial void Failed(ILogger logger, Engine.Tasks.TaskInstanceKey key, Exception exception);

        [LoggerMessage(7206, LogLevel.Information, "Stopping {Count} tries; they are given back and start again later")]
        public static partial void StoppingTries(ILogger logger, int count);

        [LoggerMessage(7207, LogLevel.Warning, "The try of {Key} is stopped: it ran for the {Seconds} s that were allowed")]
        public static partial void TimeLimit(ILogger logger, Engine.Tasks.TaskInstanceKey key, double seconds);
    }
}
