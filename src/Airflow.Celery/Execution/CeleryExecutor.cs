using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;
using Airflow.Engine;
using Airflow.Engine.Execution;
using Microsoft.Extensions.Logging;

namespace Airflow.Celery.Execution;

/// <summary>
/// Publishes queued tries to the queues that workers serve. A message is a hint: the database decides at the claim, so one that is doubled
/// starts nothing twice, and one that is lost is published again.
/// </summary>
public sealed partial class CeleryExecutor : IExecutor
{
    private readonly IBroker broker;
    private readonly CeleryExecutorOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly string origin;
    private readonly string replyTo;
    private readonly ConcurrentDictionary<Guid, TaskWorkload> unpublished = new();
    private readonly ConcurrentDictionary<Guid, Published> published = new();
    private readonly ConcurrentQueue<Guid> order = new();
    private readonly ConcurrentQueue<Guid> cancelled = new();
    private readonly SemaphoreSlim wake = new(0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task publishing;
    private readonly Task looking;
    private int failures;

    public CeleryExecutor(IBroker broker, CeleryExecutorOptions options, TimeProvider clock, ILogger<CeleryExecutor> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        this.broker = broker;
        this.options = options;
        this.clock = clock;
        this.logger = logger;
        origin = $"gen{Environment.ProcessId}@{options.Hostname}";
        replyTo = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        publishing = PublishAllAsync();
        looking = options.FindQueued is { } find ? LookAfterAsync(find) : Task.CompletedTask;
    }

    public string Name => options.Name;

    public int Parallelism => options.Parallelism;

    /// <summary>Why tries wait here: what the broker said; null while it takes them.</summary>
    public string? WaitingReason { get; private set; }

    /// <summary>How many tries wait for the broker to take them.</summary>
    public int Waiting => unpublished.Count;

    public void Submit(IReadOnlyList<TaskWorkload> workloads)
    {
        ArgumentNullException.ThrowIfNull(workloads);
        foreach (var workload in workloads)
        {
            unpublished[workload.Id] = workload;
            order.Enqueue(workload.Id);
        }

        wake.Release();
    }

    /// <summary>What is not published yet never will be; workers are told about the rest, who are told by the database, too.</summary>
    public void Cancel(Guid id, string reason)
    {
        if (!unpublished.TryRemove(id, out _) && published.TryRemove(id, out _))
        {
            cancelled.Enqueue(id);
            wake.Release();
        }
    }

    /// <summary>Tries that are running belong to workers; what could not be published stays queued in the database for the next scheduler.</summary>
    public async Task StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        if (WaitingReason is null && !unpublished.IsEmpty)
        {
            wake.Release();
            await Task.WhenAny(EmptyAsync(), Task.Delay(grace, clock, cancellationToken));
        }

        await stopping.CancelAsync();
        await publishing;
        await looking;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero, CancellationToken.None);
        stopping.Dispose();
        wake.Dispose();
    }

    private async Task EmptyAsync()
    {
        while (!unpublished.IsEmpty && WaitingReason is null && !stopping.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), clock, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PublishAllAsync()
    {
        var underWay = new List<Task<string?>>();
        try
        {
            while (true)
            {
                await wake.WaitAsync(stopping.Token);
                while (!order.IsEmpty || !cancelled.IsEmpty)
                {
                    await PublishOnceAsync(underWay);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Task.WhenAll(underWay);
        }
    }

    /// <summary>Starts to publish what waits, unless the broker has its hands full or has just failed.</summary>
    private async Task PublishOnceAsync(List<Task<string?>> underWay)
    {
        if (underWay.Count >= broker.PublishesAtOnce)
        {
            await Task.WhenAny(underWay).WaitAsync(stopping.Token);
        }

        if (underWay.Exists(publish => publish is { IsCompletedSuccessfully: true, Result: not null }))
        {
            var reasons = await Task.WhenAll(underWay);
            underWay.Clear();
            await WaitAsync(reasons.First(reason => reason is not null)!);
        }

        underWay.RemoveAll(publish => publish.IsCompleted);
        if (underWay.Count < broker.PublishesAtOnce)
        {
            underWay.Add(PublishAsync(Take()));
        }
    }

    /// <summary>Why it failed; then its tries wait again.</summary>
    private async Task<string?> PublishAsync(List<TaskWorkload> batch)
    {
        try
        {
            if (batch.Count > 0)
            {
                await broker.PublishAsync([.. batch.Select(Message)], stopping.Token);
                Settle(batch);
            }

            await RevokeAsync();
            return null;
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            // in front of what came meanwhile would be fairer, but a queue that lived through a broker's absence has lost its order anyway
            batch.ForEach(workload => order.Enqueue(workload.Id));
            wake.Release();
            return exception.Message;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    private List<TaskWorkload> Take()
    {
        var batch = new List<TaskWorkload>();
        while (batch.Count < options.MostAtOnce && order.TryDequeue(out var id))
        {
            if (unpublished.TryGetValue(id, out var workload))
            {
                batch.Add(workload);
            }
        }

        return batch;
    }

    private void Settle(List<TaskWorkload> batch)
    {
        if (WaitingReason is not null)
        {
            Log.Back(logger, broker.Address);
            WaitingReason = null;
        }

        var now = clock.GetTimestamp();
        foreach (var workload in batch)
        {
            if (unpublished.TryRemove(KeyValuePair.Create(workload.Id, workload)) && options.FindQueued is not null)
            {
                published[workload.Id] = new Published(workload, now);
            }
        }

        failures = 0;
    }

    private async Task WaitAsync(string reason)
    {
        WaitingReason = reason;
        Log.Away(logger, unpublished.Count, reason);
        var delay = Math.Min(options.LongestRetryDelay.TotalSeconds, options.FirstRetryDelay.TotalSeconds * Math.Pow(2, Math.Min(failures, 20)));
        failures++;
        await Task.Delay(TimeSpan.FromSeconds(delay), clock, stopping.Token);
    }

    private QueuedMessage Message(TaskWorkload workload) => new(workload.Queue, WorkloadMessage.Write(workload, options.IssueToken(workload), origin, replyTo));

    private async Task RevokeAsync()
    {
        var ids = new JsonArray();
        while (cancelled.TryDequeue(out var id))
        {
            ids.Add(id.ToString());
        }

        if (ids.Count > 0)
        {
            var body = new JsonObject
            {
                ["method"] = "revoke",
                ["arguments"] = new JsonObject { ["task_id"] = ids, ["terminate"] = true, ["signal"] = "SIGTERM" },
                ["destination"] = null,
                ["pattern"] = null,
                ["matcher"] = null,
            };
            await broker.SendAsync(BrokerExchange.Control, "", new BrokerMessage { Body = CeleryJson.Write(body), Headers = new JsonObject { ["clock"] = 0, ["expires"] = 0 } }, stopping.Token);
        }
    }

    private async Task LookAfterAsync(Func<IReadOnlyCollection<Guid>, CancellationToken, Task<IReadOnlyCollection<Guid>>> find)
    {
        using var timer = new PeriodicTimer(options.RepublishAfter / 3, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                await LookOnceAsync(find);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task LookOnceAsync(Func<IReadOnlyCollection<Guid>, CancellationToken, Task<IReadOnlyCollection<Guid>>> find)
    {
        var old = published.Where(entry => clock.GetElapsedTime(entry.Value.At) >= options.RepublishAfter).ToDictionary(entry => entry.Key, entry => entry.Value);
        if (old.Count == 0)
        {
            return;
        }

        try
        {
            var queued = (await find(old.Keys, stopping.Token)).ToHashSet();
            var unclaimed = old.Values.Where(entry => queued.Contains(entry.Workload.Id)).ToList();
            var lost = await FindLostAsync(unclaimed);
            foreach (var (id, entry) in old)
            {
                // those that still wait at the broker are looked at again later
                if (!queued.Contains(id) || lost.Contains(entry))
                {
                    published.TryRemove(KeyValuePair.Create(id, entry));
                }
            }

            unclaimed.ForEach(entry => published.TryUpdate(entry.Workload.Id, entry with { At = clock.GetTimestamp() }, entry));
            if (lost.Count > 0)
            {
                Log.Republishing(logger, lost.Count);
                Submit([.. lost.Select(entry => entry.Workload)]);
            }
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            Log.NotLooked(logger, exception.Message);
        }
    }

    /// <summary>A long queue is no loss: while messages wait in it, none of its tries is published again.</summary>
    private async Task<HashSet<Published>> FindLostAsync(IReadOnlyCollection<Published> unclaimed)
    {
        var lost = new HashSet<Published>();
        foreach (var queue in unclaimed.GroupBy(entry => entry.Workload.Queue, StringComparer.Ordinal))
        {
            if (await broker.CountAsync(queue.Key, stopping.Token) == 0)
            {
                lost.UnionWith(queue);
            }
        }

        return lost;
    }

    private sealed record Published(TaskWorkload Workload, long At);

    private static partial class Log
    {
        [LoggerMessage(7401, LogLevel.Warning, "{Count} tries wait for the broker: {Reason}")]
        public static partial void Away(ILogger logger, int count, string reason);

        [LoggerMessage(7402, LogLevel.Information, "The broker {Broker} takes tries again")]
        public static partial void Back(ILogger logger, BrokerAddress broker);

        [LoggerMessage(7403, LogLevel.Warning, "{Count} tries were published and never claimed; they are published again")]
        public static partial void Republishing(ILogger logger, int count);

        [LoggerMessage(7404, LogLevel.Warning, "Whether tries were claimed could not be asked: {Reason}")]
        public static partial void NotLooked(ILogger logger, string reason);
    }
}
