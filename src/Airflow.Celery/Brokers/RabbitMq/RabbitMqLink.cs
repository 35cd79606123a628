using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Airflow.Celery.Brokers.RabbitMq;

/// <summary>The connection that the parts of the RabbitMQ broker share; opened again at the next use after it was lost.</summary>
internal sealed partial class RabbitMqLink : IAsyncDisposable
{
    private const int PreconditionFailed = 406;
    private readonly SemaphoreSlim opening = new(1, 1);
    private readonly IReadOnlyList<BrokerUrl> urls;
    private readonly HashSet<string> declared = new(StringComparer.Ordinal);
    private IConnection? connection;
    private int next;
    private bool isDisposed;

    public RabbitMqLink(BrokerOptions options, TimeProvider clock, ILogger logger)
    {
        Options = options;
        Clock = clock;
        Logger = logger;
        urls = BrokerUrl.ParseAll(options.Url);
        Address = AddressOf(urls[0]);
    }

    public BrokerOptions Options { get; }

    public TimeProvider Clock { get; }

    public ILogger Logger { get; }

    public BrokerAddress Address { get; }

    /// <summary>Runs calls to the broker and tells its errors as those of any broker.</summary>
    public async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (IsBrokers(exception))
        {
            throw BrokerException.Unavailable(Address, exception.Message, exception);
        }
    }

    public Task CallAsync(Func<Task> call) => CallAsync(async () =>
    {
        await call();
        return true;
    });

    public static bool IsBrokers(Exception exception) =>
        exception is RabbitMQClientException or IOException or TimeoutException or ObjectDisposedException or System.Net.Sockets.SocketException or EndOfStreamException;

    public async Task<IChannel> OpenChannelAsync(bool isConfirmed, CancellationToken cancellationToken)
    {
        var open = await ConnectAsync(cancellationToken);
        return await open.CreateChannelAsync(new CreateChannelOptions(isConfirmed, isConfirmed), cancellationToken);
    }

    /// <summary>Makes the queue, its exchange and what binds them, as Celery does; one that exists with other arguments is used as it is.</summary>
    public async Task DeclareAsync(string queue, CancellationToken cancellationToken)
    {
        await ConnectAsync(cancellationToken);
        lock (declared)
        {
            if (declared.Contains(queue))
            {
                return;
            }
        }

        var arguments = Options.QueueType == "classic" ? null : new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = Options.QueueType };
        await using var channel = await OpenChannelAsync(false, cancellationToken);
        try
        {
            await channel.ExchangeDeclareAsync(queue, "direct", durable: true, autoDelete: false, cancellationToken: cancellationToken);
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
            await channel.QueueBindAsync(queue, queue, queue, cancellationToken: cancellationToken);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == PreconditionFailed)
        {
            Log.DeclaredOtherwise(Logger, queue, exception.ShutdownReason.ReplyText);
        }

        lock (declared)
        {
            declared.Add(queue);
        }
    }

    /// <summary>Somebody may have deleted it.</summary>
    public void Forget(string queue)
    {
        lock (declared)
        {
            declared.Remove(queue);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await opening.WaitAsync(CancellationToken.None);
        isDisposed = true;
        if (connection is { } open)
        {
            await open.DisposeAsync();
        }

        opening.Release();
    }

    private static BrokerAddress AddressOf(BrokerUrl url)
    {
        var isTls = url.Scheme == "amqps";
        return new BrokerAddress("amqp", url.Host, url.Port ?? (isTls ? 5671 : 5672), url.Path.Length == 0 ? "/" : url.Path, url.User ?? "guest", isTls);
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (connection is { IsOpen: true } ready)
        {
            return ready;
        }

        await opening.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (connection is { IsOpen: true } open)
            {
                return open;
            }

            if (connection is { } lost)
            {
                await lost.DisposeAsync();
            }

            lock (declared)
            {
                declared.Clear();
            }

            return connection = await Factory(urls[(int)((uint)next++ % urls.Count)]).CreateConnectionAsync(cancellationToken);
        }
        finally
        {
            opening.Release();
        }
    }

    private ConnectionFactory Factory(BrokerUrl url)
    {
        var address = AddressOf(url);
        var factory = new ConnectionFactory
        {
            HostName = address.Host,
            Port = address.Port,
            VirtualHost = address.VirtualHost,
            UserName = address.User ?? "guest",
            Password = url.Password ?? "guest",
            // we come back ourselves, for what was delivered before must be told from what comes after
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = Options.ConnectTimeout,
            ContinuationTimeout = Options.OperationTimeout,
            HandshakeContinuationTimeout = Options.OperationTimeout,
            RequestedHeartbeat = TimeSpan.FromSeconds(20),
        };
        if (address.IsTls)
        {
            var tls = TlsStreams.Options(address.Host, url.Tls(Options.Tls) ?? new BrokerTls());
            factory.Ssl = new SslOption(address.Host)
            {
                Enabled = true,
                Certs = tls.ClientCertificates,
                CertificateValidationCallback = tls.RemoteCertificateValidationCallback ?? TlsStreams.Check(tls.CertificateChainPolicy),
            };
        }

        return factory;
    }

    private static partial class Log
    {
        [LoggerMessage(7031, LogLevel.Information, "The queue {Queue} exists with other arguments and is used as it is: {Reason}")]
        public static partial void DeclaredOtherwise(ILogger logger, string queue, string reason);
    }
}
