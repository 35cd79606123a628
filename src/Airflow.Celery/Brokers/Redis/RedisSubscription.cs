using System.Threading.Channels;
using Airflow.Celery.Messages;
using Microsoft.Extensions.Logging;

namespace Airflow.Celery.Brokers.Redis;

/// <summary>Listens to an exchange: fan-out and topics come over pub/sub, direct ones into a list of one's own.</summary>
internal sealed partial class RedisSubscription(RedisLink link, BrokerExchange exchange, string pattern, string queue) : IBrokerSubscription
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);
    private readonly Channel<BrokerMessage> messages =
        Channel.CreateBounded<BrokerMessage>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly CancellationTokenSource ending = new();
    private readonly RedisWaiter waiter = new(link);
    private readonly RetryDelays delays = new(link.Options, link.Clock);
    private Task listening = Task.CompletedTask;

    public IAsyncEnumerable<BrokerMessage> ReadAllAsync(CancellationToken cancellationToken) => messages.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Completes when what is sent from now on arrives.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await BindAsync(cancellationToken);
        if (exchange.Kind == ExchangeKind.Direct)
        {
            listening = KeepAsync(PopAllAsync);
            return;
        }

        var first = await OpenAsync(cancellationToken);
        listening = KeepAsync(async token =>
        {
            var open = Interlocked.Exchange(ref first, null) ?? await OpenAsync(token);
            await ReadAllAsync(open, token);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await listening;
        messages.Writer.TryComplete();
        await waiter.DisposeAsync();
        try
        {
            await link.Client.CallAsync(
                [RespCommand.Of("SREM", link.Keys.Binding(exchange.Name), Member()), RespCommand.Of(["DEL", .. link.Keys.Lists(queue)])],
                CancellationToken.None);
        }
        catch (BrokerException exception)
        {
            Log.Lost(link.Logger, exchange.Name, exception.Message);
        }

        ending.Dispose();
    }

    private string Member() => RedisKeys.Member(exchange.Kind == ExchangeKind.Fanout ? "" : pattern, queue);

    private Task BindAsync(CancellationToken cancellationToken) =>
        link.Client.CallAsync(RespCommand.Of("SADD", link.Keys.Binding(exchange.Name), Member()), cancellationToken);

    private async Task KeepAsync(Func<CancellationToken, Task> listen)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await listen(ending.Token);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is BrokerException or IOException or ObjectDisposedException)
            {
                Log.Lost(link.Logger, exchange.Name, exception.Message);
                await delays.WaitAsync(ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task PopAllAsync(CancellationToken cancellationToken)
    {
        await BindAsync(cancellationToken);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await waiter.PopAsync(link.Keys.Lists(queue), cancellationToken) is var (_, text))
            {
                Accept(text);
            }
        }
    }

    private async Task<RespStream> OpenAsync(CancellationToken cancellationToken)
    {
        var stream = await link.ConnectAsync(cancellationToken);
        try
        {
            var fits = link.Keys.ChannelPattern(exchange.Name, exchange.Kind == ExchangeKind.Topic ? pattern : "");
            await stream.CallAsync(RespCommand.Of("PSUBSCRIBE", fits), cancellationToken);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private async Task ReadAllAsync(RespStream stream, CancellationToken cancellationToken)
    {
        await using (stream)
        {
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var pinging = PingAsync(stream, done.Token);
            try
            {
                await BindAsync(cancellationToken);
                delays.Reset();
                while (true)
                {
                    // a silence longer than pings take means that nobody is there any more
                    using var limit = new CancellationTokenSource(PingInterval + link.Options.OperationTimeout, link.Clock);
                    using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
                    if (await ReadAsync(stream, both.Token, limit.Token) is { Kind: RespKind.List, Items: [{ } kind, _, _, { } text] } && kind.Text == "pmessage")
                    {
                        Accept(text.Bytes);
                    }
                }
            }
            finally
            {
                await done.CancelAsync();
                await pinging;
            }
        }
    }

    private static async Task<RespReply> ReadAsync(RespStream stream, CancellationToken cancellationToken, CancellationToken limit)
    {
        try
        {
            return await stream.ReadAsync(cancellationToken);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            throw new IOException("Redis does not answer.", exception);
        }
    }

    private async Task PingAsync(RespStream stream, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PingInterval, link.Clock);
        var ping = new System.Buffers.ArrayBufferWriter<byte>();
        RespCommand.Of("PING").Write(ping);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await stream.WriteAsync(ping.WrittenMemory);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // the reader of the same connection tells
            return;
        }
    }

    private void Accept(ReadOnlyMemory<byte> text)
    {
        try
        {
            messages.Writer.TryWrite(RedisEnvelope.Read(text).Message);
        }
        catch (MessageRefusedException exception)
        {
            Log.Poison(link.Logger, exchange.Name, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7021, LogLevel.Warning, "Nothing can be heard from {Exchange}; trying again: {Reason}")]
        public static partial void Lost(ILogger logger, string exchange, string reason);

        [LoggerMessage(7022, LogLevel.Error, "A message of {Exchange} was dropped: {Reason}")]
        public static partial void Poison(ILogger logger, string exchange, string reason);
    }
}
