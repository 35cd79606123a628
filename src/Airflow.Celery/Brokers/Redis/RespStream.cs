using System.Buffers;
using System.Buffers.Text;
using System.Net.Security;
using System.Net.Sockets;

namespace Airflow.Celery.Brokers.Redis;

/// <summary>One connection to Redis: commands out, answers in, in the order of the commands.</summary>
internal sealed class RespStream : IAsyncDisposable
{
    private const int LongestText = 512 * 1024 * 1024;
    private readonly Stream stream;
    private byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;

    private RespStream(Stream stream) => this.stream = stream;

    /// <summary>Connects, makes itself known, and chooses the database.</summary>
    public static async Task<RespStream> ConnectAsync(RedisEndpoint endpoint, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var resp = new RespStream(await OpenAsync(endpoint, both.Token));
            try
            {
                await resp.GreetAsync(endpoint, both.Token);
                return resp;
            }
            catch
            {
                await resp.DisposeAsync();
                throw;
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or System.Security.Authentication.AuthenticationException)
        {
            throw BrokerException.Unavailable(endpoint.Address, exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw BrokerException.Unavailable(endpoint.Address, $"no connection within {timeout.TotalSeconds:0.#} s", exception);
        }
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> commands) => stream.WriteAsync(commands, CancellationToken.None);

    public async Task<RespReply> CallAsync(RespCommand command, CancellationToken cancellationToken)
    {
        var writer = new ArrayBufferWriter<byte>();
        command.Write(writer);
        await stream.WriteAsync(writer.WrittenMemory, cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    /// <summary>The next answer; after a cancelled read the connection is of no use.</summary>
    public async ValueTask<RespReply> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken);
        var kind = buffer[line.Start];
        var rest = line with { Start = line.Start + 1 };
        switch (kind)
        {
            case (byte)'+':
                return new RespReply(RespKind.Text) { Bytes = Copy(rest) };
            case (byte)'-':
                return new RespReply(RespKind.Error) { Bytes = Copy(rest) };
            case (byte)':':
                return new RespReply(RespKind.Integer) { Integer = Number(rest) };
            case (byte)'$':
                return await ReadTextAsync(Number(rest), cancellationToken);
            case (byte)'*':
                return await ReadListAsync(Number(rest), cancellationToken);
            default:
                throw new IOException($"Redis answered with something that is no RESP (byte {kind}).");
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private static async Task<Stream> OpenAsync(RedisEndpoint endpoint, CancellationToken cancellationToken)
    {
        var socket = endpoint.SocketPath is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (endpoint.SocketPath is { } path)
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            }
            else
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                await socket.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
            }

            return await SecureAsync(new NetworkStream(socket, ownsSocket: true), endpoint, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> SecureAsync(NetworkStream plain, RedisEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (endpoint.Tls is not { } tls)
        {
            return plain;
        }

        var secure = new SslStream(plain);
        await secure.AuthenticateAsClientAsync(TlsStreams.Options(endpoint.Host, tls), cancellationToken);
        return secure;
    }

    private async Task GreetAsync(RedisEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (endpoint.Password is { } password)
        {
            await ExpectAsync(endpoint.User is { } user ? RespCommand.Of("AUTH", user, password) : RespCommand.Of("AUTH", password), endpoint, cancellationToken);
        }

        if (endpoint.Database > 0)
        {
            await ExpectAsync(RespCommand.Of("SELECT", $"{endpoint.Database}"), endpoint, cancellationToken);
        }
    }

    private async Task ExpectAsync(RespCommand command, RedisEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (await CallAsync(command, cancellationToken) is { Kind: RespKind.Error } error)
        {
            throw BrokerException.Refused(endpoint.Address, error.Text);
        }
    }

    private async ValueTask<RespReply> ReadTextAsync(long length, CancellationToken cancellationToken)
    {
        if (length < 0)
        {
            return RespReply.Null;
        }

        if (length > LongestText)
        {
            throw new IOException($"Redis announced a text of {length} bytes.");
        }

        await EnsureAsync((int)length + 2, cancellationToken);
        var text = buffer.AsSpan(start, (int)length).ToArray();
        start += (int)length + 2;
        return new RespReply(RespKind.Text) { Bytes = text };
    }

    private async ValueTask<RespReply> ReadListAsync(long count, CancellationToken cancellationToken)
    {
        if (count < 0)
        {
            return RespReply.Null;
        }

        var items = new List<RespReply>();
        for (var index = 0L; index < count; index++)
        {
            items.Add(await ReadAsync(cancellationToken));
        }

        return new RespReply(RespKind.List) { Items = items };
    }

    private async ValueTask<Slice> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // the first byte tells the kind, so a line is never empty
            var length = buffer.AsSpan(start, end - start).IndexOf("\r\n"u8);
            if (length > 0)
            {
                var line = new Slice(start, start + length);
                start = line.End + 2;
                return line;
            }

            await EnsureAsync(end - start + 1, cancellationToken);
        }
    }

    /// <summary>Reads until so many bytes are there.</summary>
    private async ValueTask EnsureAsync(int count, CancellationToken cancellationToken)
    {
        while (end - start < count)
        {
            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                end -= start;
                start = 0;
            }

            if (buffer.Length < Math.Max(count, end + 1))
            {
                Array.Resize(ref buffer, Math.Max(count, buffer.Length * 2));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            end += read > 0 ? read : throw new IOException("Redis closed the connection.");
        }
    }

    private byte[] Copy(Slice slice) => buffer.AsSpan(slice.Start, slice.End - slice.Start).ToArray();

    private long Number(Slice slice) =>
        Utf8Parser.TryParse(buffer.AsSpan(slice.Start, slice.End - slice.Start), out long value, out _) ? value : throw new IOException("Redis answered with a number that is none.");

    private readonly record struct Slice(int Start, int End);
}
