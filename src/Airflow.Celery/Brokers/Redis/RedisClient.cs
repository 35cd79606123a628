using System.Buffers;
using System.Collections.Concurrent;

namespace Airflow.Celery.Brokers.Redis;

/// <summary>Commands over one shared connection, many under way at once; connects again at the next call after it was lost.</summary>
internal sealed class RedisClient(RedisEndpoints endpoints, BrokerOptions options, TimeProvider clock) : IAsyncDisposable
{
    private readonly SemaphoreSlim writing = new(1, 1);
    private Connection? connection;
    private bool isDisposed;

    /// <summary>The answer; an error of Redis is thrown.</summary>
    public async Task<RespReply> CallAsync(RespCommand command, CancellationToken cancellationToken) =>
        (await CallAsync([command], cancellationToken))[0];

    /// <summary>Sends all at once and answers in their order; the first error of Redis is thrown.</summary>
    public async Task<IReadOnlyList<RespReply>> CallAsync(IReadOnlyList<RespCommand> commands, CancellationToken cancellationToken)
    {
        var replies = await SendAsync(commands, cancellationToken);
        return replies.FirstOrDefault(reply => reply.Kind == RespKind.Error) is { } error
            ? throw BrokerException.Refused(endpoints.First.Address, error.Text)
            : replies;
    }

    /// <summary>Like <see cref="CallAsync(IReadOnlyList{RespCommand}, CancellationToken)"/>, but errors are among the answers.</summary>
    public async Task<IReadOnlyList<RespReply>> SendAsync(IReadOnlyList<RespCommand> commands, CancellationToken cancellationToken)
    {
        var writer = new ArrayBufferWriter<byte>();
        foreach (var command in commands)
        {
            command.Write(writer);
        }

        var waiting = commands.Select(_ => new TaskCompletionSource<RespReply>(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var used = await WriteAsync(writer.WrittenMemory, waiting, cancellationToken);
        try
        {
            return await Task.WhenAll(waiting.Select(reply => reply.Task)).WaitAsync(options.OperationTimeout, clock, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            // nothing that comes later on this connection can be told from the answer that was waited for
            await used.CloseAsync(exception);
            throw BrokerException.Unavailable(endpoints.First.Address, $"no answer within {options.OperationTimeout.TotalSeconds:0.#} s", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await writing.WaitAsync(CancellationToken.None);
        isDisposed = true;
        if (connection is { } open)
        {
            await open.CloseAsync(new ObjectDisposedException(nameof(RedisClient)));
        }

        writing.Release();
    }

    private async Task<Connection> WriteAsync(ReadOnlyMemory<byte> bytes, TaskCompletionSource<RespReply>[] waiting, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (connection is not { IsOpen: true } open)
            {
                connection = open = await ConnectAsync(cancellationToken);
            }

            await open.WriteAsync(bytes, waiting);
            return open;
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task<Connection> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            var endpoint = await endpoints.FindAsync(cancellationToken);
            return new Connection(await RespStream.ConnectAsync(endpoint, options.ConnectTimeout, clock, cancellationToken), endpoint.Address);
        }
        catch (BrokerException)
        {
            endpoints.Skip();
            throw;
        }
    }

    private sealed class Connection
    {
        private readonly RespStream stream;
        private readonly BrokerAddress address;
        private readonly ConcurrentQueue<TaskCompletionSource<RespReply>> pending = new();
        private Exception? failure;

        public Connection(RespStream stream, BrokerAddress address)
        {
            this.stream = stream;
            this.address = address;
            _ = ReadAllAsync();
        }

        public bool IsOpen => Volatile.Read(ref failure) is null;

        public async Task WriteAsync(ReadOnlyMemory<byte> bytes, IEnumerable<TaskCompletionSource<RespReply>> waiting)
        {
            foreach (var reply in waiting)
            {
                pending.Enqueue(reply);
            }

            try
            {
                await stream.WriteAsync(bytes);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                await CloseAsync(exception);
            }

            if (!IsOpen)
            {
                FailPending();
            }
        }

        public async Task CloseAsync(Exception cause)
        {
            if (Interlocked.CompareExchange(ref failure, cause, null) is null)
            {
                await stream.DisposeAsync();
            }

            FailPending();
        }

        private async Task ReadAllAsync()
        {
            try
            {
                while (true)
                {
                    var reply = await stream.ReadAsync(CancellationToken.None);
                    if (pending.TryDequeue(out var waiting))
                    {
                        waiting.TrySetResult(reply);
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException or System.Net.Sockets.SocketException)
            {
                await CloseAsync(exception);
            }
        }

        private void FailPending()
        {
            while (pending.TryDequeue(out var waiting))
            {
                waiting.TrySetException(BrokerException.Unavailable(address, failure?.Message ?? "the connection is closed", failure));
            }
        }
    }
}
