using System.Threading.Channels;
using Airflow.Celery.Messages;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Airflow.Celery.Brokers.RabbitMq;

/// <summary>Listens to an exchange with a queue of its own, which RabbitMQ deletes when nobody listens any more.</summary>
internal sealed partial class RabbitMqSubscription(RabbitMqLink link, BrokerExchange exchange, string pattern, string queue) : IBrokerSubscription
{
    private readonly Channel<BrokerMessage> messages =
        Channel.CreateBounded<BrokerMessage>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly CancellationTokenSource ending = new();
    private readonly RetryDelays delays = new(link.Options, link.Clock);
    private Task listening = Task.CompletedTask;

    public static Task DeclareAsync(IChannel channel, BrokerExchange exchange, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(
            exchange.Name,
            exchange.Kind switch { ExchangeKind.Fanout => "fanout", ExchangeKind.Direct => "direct", _ => "topic" },
            exchange.IsDurable,
            autoDelete: false,
            cancellationToken: cancellationToken);

    public IAsyncEnumerable<BrokerMessage> ReadAllAsync(CancellationToken cancellationToken) => messages.Reader.ReadAllAsync(cancellationToken);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var first = await link.CallAsync(() => OpenAsync(cancellationToken));
        listening = KeepAsync(first);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await listening;
        messages.Writer.TryComplete();
        ending.Dispose();
    }

    private async Task KeepAsync((IChannel Channel, Task Ended) open)
    {
        while (true)
        {
            await open.Ended.WaitAsync(ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await CloseAsync(open.Channel);
            if (ending.IsCancellationRequested || await OpenAgainAsync() is not { } again)
            {
                return;
            }

            open = again;
        }
    }

    private async Task<(IChannel Channel, Task Ended)?> OpenAgainAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                var open = await OpenAsync(ending.Token);
                delays.Reset();
                return open;
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception exception) when (RabbitMqLink.IsBrokers(exception))
            {
                Log.Lost(link.Logger, exchange.Name, exception.Message);
                await delays.WaitAsync(ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return null;
    }

    private async Task<(IChannel Channel, Task Ended)> OpenAsync(CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var channel = await link.OpenChannelAsync(false, cancellationToken);
        channel.ChannelShutdownAsync += (_, _) =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        var isEvents = exchange.Kind == ExchangeKind.Topic;
        await DeclareAsync(channel, exchange, cancellationToken);
        await channel.QueueDeclareAsync(
            queue,
            durable: false,
            exclusive: false,
            autoDelete: true,
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-message-ttl"] = isEvents ? 5_000 : 300_000, ["x-expires"] = isEvents ? 60_000 : 10_000 },
            cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue, exchange.Name, exchange.Kind == ExchangeKind.Fanout ? "" : pattern, cancellationToken: cancellationToken);
        var listener = new AsyncEventingBasicConsumer(channel);
        listener.ReceivedAsync += (_, got) =>
        {
            messages.Writer.TryWrite(RabbitMqMessages.Read(got.BasicProperties, got.Body));
            return Task.CompletedTask;
        };
        listener.UnregisteredAsync += (_, _) =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, listener, cancellationToken);
        return (channel, ended.Task);
    }

    private async Task CloseAsync(IChannel channel)
    {
        try
        {
            await channel.DisposeAsync();
        }
        catch (Exception exception) when (RabbitMqLink.IsBrokers(exception))
        {
            Log.Lost(link.Logger, exchange.Name, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7051, LogLevel.Warning, "Nothing can be heard from {Exchange}; trying again: {Reason}")]
        public static partial void Lost(ILogger logger, string exchange, string reason);
    }
}
