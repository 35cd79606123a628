using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Control;
using Airflow.Celery.Messages;
using Microsoft.Extensions.Logging;

namespace Airflow.Celery.Flower.State;

/// <summary>Follows the events of a cluster, and sees to it that workers tell of their tasks.</summary>
internal sealed partial class ClusterWatch : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private readonly IBroker broker;
    private readonly ControlClient control;
    private readonly ClusterState state;
    private readonly Inspector inspector;
    private readonly FlowerMetrics metrics;
    private readonly FlowerOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource ending = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task listening;
    private readonly Task asking;

    public ClusterWatch(IBroker broker, ClusterModel model, FlowerOptions options, TimeProvider clock, ILogger logger)
    {
        this.broker = broker;
        this.options = options;
        this.clock = clock;
        this.logger = logger;
        (control, state, inspector, metrics) = (model.Control, model.State, model.Inspector, model.Metrics);
        listening = ListenAsync();
        asking = AskAsync();
    }

    /// <summary>Completes when events that are sent from now on are seen.</summary>
    public Task Ready => ready.Task;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await Task.WhenAll(listening, asking);
        ending.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                var name = $"celeryev.{Guid.CreateVersion7(clock.GetUtcNow())}";
                await using var subscription = await broker.SubscribeAsync(BrokerExchange.Events, "#", name, ending.Token);
                ready.TrySetResult();
                // workers that are there show themselves at once
                await control.TellAsync(new ControlQuestion("heartbeat"), [], ending.Token);
                await foreach (var message in subscription.ReadAllAsync(ending.Token))
                {
                    Take(message);
                }
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (BrokerException exception)
            {
                Log.NotHeard(logger, exception.Message);
                await Task.Delay(RetryDelay, clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Take(BrokerMessage message)
    {
        try
        {
            foreach (var one in MessageBody.Read(message) switch { JsonArray many => many, { } single => [single.DeepClone()], null => [] })
            {
                if (one is JsonObject fields)
                {
                    metrics.Observe(fields, state.Apply(fields));
                }
            }
        }
        catch (MessageRefusedException exception)
        {
            Log.Unreadable(logger, exception.Message);
        }
    }

    private async Task AskAsync()
    {
        using var timer = new PeriodicTimer(options.AskInterval, clock);
        var isFirst = true;
        while (!ending.IsCancellationRequested)
        {
            try
            {
                if (options.EnableEvents)
                {
                    await control.TellAsync(new ControlQuestion("enable_events"), [], ending.Token);
                }

                await (isFirst ? inspector.RefreshAsync(null, ending.Token) : inspector.RefreshQueuesAsync(ending.Token));
                isFirst = false;
                if (options.PurgeOfflineAfter is { } age)
                {
                    state.Purge(age);
                }

                await timer.WaitForNextTickAsync(ending.Token);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (BrokerException exception)
            {
                Log.NotAsked(logger, exception.Message);
                await Task.Delay(RetryDelay, clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7401, LogLevel.Warning, "Events cannot be heard; trying again: {Reason}")]
        public static partial void NotHeard(ILogger logger, string reason);

        [LoggerMessage(7402, LogLevel.Warning, "An event was ignored: {Reason}")]
        public static partial void Unreadable(ILogger logger, string reason);

        [LoggerMessage(7403, LogLevel.Warning, "Workers cannot be asked; trying again: {Reason}")]
        public static partial void NotAsked(ILogger logger, string reason);
    }
}
