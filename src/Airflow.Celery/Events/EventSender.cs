using System.Text.Json.Nodes;
using System.Threading.Channels;
using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;
using Microsoft.Extensions.Logging;

namespace Airflow.Celery.Events;

/// <summary>Tells the world what a worker does. Nothing waits for it: what cannot be sent now is dropped, the oldest first.</summary>
internal sealed partial class EventSender : IAsyncDisposable
{
    private const int MostAtOnce = 100;
    private readonly IBroker broker;
    private readonly string nodeName;
    private readonly LamportClock lamport;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource ending = new();
    private readonly Task sending;
    private readonly Channel<(string Type, JsonObject Event)> waiting =
        Channel.CreateBounded<(string, JsonObject)>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    public EventSender(IBroker broker, string nodeName, LamportClock lamport, TimeProvider clock, ILogger logger)
    {
        this.broker = broker;
        this.nodeName = nodeName;
        this.lamport = lamport;
        this.clock = clock;
        this.logger = logger;
        sending = SendAllAsync();
    }

    /// <summary>Whether events of tasks are told; those of the worker always are.</summary>
    public bool AreTasksTold { get; set; }

    public void Send(string type, JsonObject fields)
    {
        var isTask = type.StartsWith("task-", StringComparison.Ordinal);
        if (isTask && !AreTasksTold)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var all = new JsonObject
        {
            ["hostname"] = nodeName,
            // positive west of Greenwich, in hours
            ["utcoffset"] = -(int)clock.LocalTimeZone.GetUtcOffset(now).TotalHours,
            ["pid"] = Environment.ProcessId,
            ["clock"] = lamport.Forward(),
        };
        foreach (var (name, value) in fields)
        {
            all[name] = value?.DeepClone();
        }

        all["timestamp"] = CeleryJson.Float(CeleryTime.Seconds(now));
        all["type"] = type;
        waiting.Writer.TryWrite((type, all));
    }

    /// <summary>Sends what is still waiting, as long as the broker takes it.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await sending.WaitAsync(TimeSpan.FromSeconds(2), clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ending.CancelAsync();
        await sending;
        ending.Dispose();
    }

    private async Task SendAllAsync()
    {
        try
        {
            while (await waiting.Reader.WaitToReadAsync(ending.Token))
            {
                await SendWaitingAsync();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task SendWaitingAsync()
    {
        var tasks = new JsonArray();
        while (tasks.Count < MostAtOnce && waiting.Reader.TryRead(out var next))
        {
            if (next.Type.StartsWith("task-", StringComparison.Ordinal))
            {
                tasks.Add(next.Event);
            }
            else
            {
                await SendAsync("task.multi", tasks);
                tasks = [];
                await SendAsync(next.Type.Replace('-', '.'), next.Event);
            }
        }

        await SendAsync("task.multi", tasks);
    }

    private async Task SendAsync(string routingKey, JsonNode body)
    {
        if (body is JsonArray { Count: 0 })
        {
            return;
        }

        try
        {
            await broker.SendAsync(
                BrokerExchange.Events,
                routingKey,
                new BrokerMessage { Body = CeleryJson.Write(body), Headers = new JsonObject { ["hostname"] = nodeName }, DeliveryMode = 1 },
                ending.Token);
        }
        catch (BrokerException exception)
        {
            Log.NotSent(logger, routingKey, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7101, LogLevel.Debug, "The event {Type} could not be sent: {Reason}")]
        public static partial void NotSent(ILogger logger, string type, string reason);
    }
}
