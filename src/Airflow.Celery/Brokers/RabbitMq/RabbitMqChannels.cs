using System.Globalization;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Airflow.Celery.Brokers.RabbitMq;

/// <summary>
/// The channels of one consumer. RabbitMQ answers the questions of one channel one after the other, so there are as many as are asked at
/// once. They live and end together: what was delivered on one that is gone must be told from what comes after.
/// </summary>
internal sealed partial class RabbitMqChannels(RabbitMqLink link) : IAsyncDisposable
{
    /// <summary>So many questions at once; each further one gains less than its channel costs the broker.</summary>
    private const int Most = 16;

    private const int NotAllowed = 530;

    private volatile IReadOnlyList<IChannel> open = [];
    private int generation;

    /// <summary>How many can be asked for; fewer than usual where the broker has refused as many.</summary>
    public int AtOnce { get; private set; } = Most;

    /// <summary>At least so many, all open; the first has a prefetch of one and serves listeners as well.</summary>
    public async Task<IReadOnlyList<IChannel>> OpenAsync(int count, IReadOnlyList<string> queues)
    {
        if (open.Any(channel => !channel.IsOpen))
        {
            await DisposeAsync();
        }

        if (open.Count == 0)
        {
            foreach (var queue in queues)
            {
                await link.DeclareAsync(queue, CancellationToken.None);
            }

            Interlocked.Increment(ref generation);
            open = [await OpenListeningAsync()];
        }

        while (open.Count < count)
        {
            open = [.. open, await OpenFurtherAsync()];
        }

        return open;
    }

    /// <summary>Names a delivery so that <see cref="SettleAsync"/> finds its channel.</summary>
    public string Tag(int channel, ulong tag) => string.Create(CultureInfo.InvariantCulture, $"{Volatile.Read(ref generation)}.{channel}.{tag}");

    /// <summary>What was delivered on a channel that is gone is given to somebody again by RabbitMQ: there is nothing to settle any more.</summary>
    public async Task SettleAsync(string tag, Func<IChannel, ulong, ValueTask> settle)
    {
        var parts = tag.Split('.');
        var channels = open;
        var index = int.Parse(parts[1], CultureInfo.InvariantCulture);
        if (int.Parse(parts[0], CultureInfo.InvariantCulture) != Volatile.Read(ref generation) || index >= channels.Count || !channels[index].IsOpen)
        {
            return;
        }

        try
        {
            await settle(channels[index], ulong.Parse(parts[2], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (RabbitMqLink.IsBrokers(exception))
        {
            Log.NotSettled(link.Logger, tag, exception.Message);
        }
    }

    /// <summary>Closes all of them; RabbitMQ itself gives back what was not settled.</summary>
    public async ValueTask DisposeAsync()
    {
        var channels = open;
        open = [];
        foreach (var channel in channels)
        {
            try
            {
                await channel.DisposeAsync();
            }
            catch (Exception exception) when (RabbitMqLink.IsBrokers(exception))
            {
                Log.NotClosed(link.Logger, exception.Message);
            }
        }
    }

    private async Task<IChannel> OpenFurtherAsync()
    {
        try
        {
            return await link.OpenChannelAsync(false, CancellationToken.None);
        }
        catch (RabbitMQClientException exception) when (exception is ChannelAllocationException or OperationInterruptedException { ShutdownReason.ReplyCode: NotAllowed })
        {
            // RabbitMQ ends the connection for it; with one channel left for declaring queues it does not next time
            AtOnce = Math.Max(1, open.Count - 1);
            Log.FewChannels(link.Logger, AtOnce, exception.Message);
            throw;
        }
    }

    private async Task<IChannel> OpenListeningAsync()
    {
        var channel = await link.OpenChannelAsync(false, CancellationToken.None);
        channel.DefaultConsumer = new RabbitMqLatecomers(channel, link.Logger);
        await channel.BasicQosAsync(0, 1, global: false);
        return channel;
    }

    private static partial class Log
    {
        [LoggerMessage(7042, LogLevel.Information, "The delivery {Tag} cannot be settled any more and comes again: {Reason}")]
        public static partial void NotSettled(ILogger logger, string tag, string reason);

        [LoggerMessage(7045, LogLevel.Warning, "The broker allows few channels: messages are fetched {Count} at a time from now on. {Reason}")]
        public static partial void FewChannels(ILogger logger, int count, string reason);

        [LoggerMessage(7044, LogLevel.Information, "A channel that is given up did not close as it should: {Reason}")]
        public static partial void NotClosed(ILogger logger, string reason);
    }
}
