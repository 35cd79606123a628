using System.Text.Json;
using System.Threading.Channels;
using Airflow.Engine;
using Airflow.Engine.Changes;
using Airflow.Engine.Coordination;

namespace Airflow.Server.Api.Events;

/// <summary>
/// Tells subscribers what changes in the database, as soon as whoever changed it says so. It reads only while somebody listens, and the longer a
/// reading takes the longer it waits for the next.
/// </summary>
public sealed class EventHub : IAsyncDisposable
{
    /// <summary>The kind of event that tells how busy the hosts of workers are: every two seconds, so only for those who ask for it.</summary>
    internal const string Load = "load";

    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    private readonly Channel<string> wakes = Channel.CreateBounded<string>(new BoundedChannelOptions(256) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource stopping = new();
    private readonly ChangeReader reader;
    private readonly IWorkerStore workers;
    private readonly TimeProvider clock;
    private readonly Lock starting = new();
    private Task? loop;
    private int subscribers;
    private string lastWorkers = "[]";
    private string lastLoads = "[]";

    public EventHub(IChangeLog log, IWorkerStore workers, TimeProvider clock)
    {
        reader = new ChangeReader(log, clock);
        this.workers = workers;
        this.clock = clock;
        Backlog = new EventBacklog(clock);
    }

    internal EventBacklog Backlog { get; }

    /// <summary>Another process, or this one, changed something.</summary>
    public void Wake(string topic) => wakes.Writer.TryWrite(topic);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (loop is { } running)
        {
            await running;
        }

        stopping.Dispose();
    }

    /// <summary>Reads for one listener more, until that is disposed; null: there are as many as there may be.</summary>
    internal IDisposable? Subscribe(int limit)
    {
        lock (starting)
        {
            if (subscribers >= limit)
            {
                return null;
            }

            subscribers++;
            loop ??= Task.Run(() => RunAsync(stopping.Token), CancellationToken.None);
        }

        Wake("subscribed");
        return new Subscription(this);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await wakes.Reader.WaitToReadAsync(cancellationToken);
                await ServeAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the server stops
            return;
        }
    }

    private bool HasSubscribers
    {
        get
        {
            lock (starting)
            {
                return subscribers > 0;
            }
        }
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        var isBegun = false;
        while (HasSubscribers)
        {
            var topics = Drain();
            var begun = clock.GetTimestamp();
            try
            {
                if (!isBegun)
                {
                    await reader.BeginAsync(cancellationToken);
                    Backlog.Break();
                    isBegun = true;
                }

                Backlog.Add(await reader.ReadAsync(cancellationToken));
                Backlog.Add([.. topics.Where(static topic => topic == "dags").Distinct(StringComparer.Ordinal).Select(static _ => ("dag", (string?)null, (string?)null, "{}"u8.ToArray()))]);
                await TellWorkersAsync(cancellationToken);
            }
            catch (AirflowException exception) when (exception.IsTransient)
            {
                Backlog.Add([("health", null, null, JsonSerializer.SerializeToUtf8Bytes(new { metadatabase = "unhealthy" }, ApiJson.Options))]);
            }

            // reading takes at most a tenth of the time
            await Task.Delay(Max(LeastPause, clock.GetElapsedTime(begun) * 9), clock, cancellationToken);
            await WaitAsync(cancellationToken);
        }

        Drain();
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var round = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        round.CancelAfter(Round);
        try
        {
            await wakes.Reader.WaitToReadAsync(round.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // nobody said anything: workers change without a word
            return;
        }
    }

    private async Task TellWorkersAsync(CancellationToken cancellationToken)
    {
        var alive = await workers.ListAsync(null, clock.GetUtcNow() - WorkerRecord.Silence, cancellationToken);
        var json = JsonSerializer.Serialize(
            alive.Select(static worker => new { worker.Name, worker.Hostname, worker.Queues, worker.Capacity, worker.Active }), ApiJson.Options);
        if (json != lastWorkers)
        {
            lastWorkers = json;
            Backlog.Add([("worker", null, null, System.Text.Encoding.UTF8.GetBytes(json))]);
        }

        var loads = JsonSerializer.Serialize(
            alive.Where(static worker => worker.MemoryTotal is not null).Select(static worker => new { worker.Id, worker.CpuPercent, worker.MemoryUsed, worker.MemoryTotal }), ApiJson.Options);
        if (loads != lastLoads)
        {
            lastLoads = loads;
            Backlog.Add([(Load, null, null, System.Text.Encoding.UTF8.GetBytes(loads))]);
        }
    }

    private List<string> Drain()
    {
        var topics = new List<string>();
        while (wakes.Reader.TryRead(out var topic))
        {
            topics.Add(topic);
        }

        return topics;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private sealed class Subscription(EventHub hub) : IDisposable
    {
        private int isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isDisposed, 1) == 0)
            {
                lock (hub.starting)
                {
                    hub.subscribers--;
                }
            }
        }
    }
}
