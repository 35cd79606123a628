using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Airflow.Runtime.Parsing;

/// <summary>Messages over a pair of pipes: four bytes of length, highest first, then JSON.</summary>
internal sealed class MessageStream<T>(Stream input, Stream output, JsonTypeInfo<T> json) : IDisposable
    where T : class
{
    /// <summary>A longer message can only be a mistake or an attack.</summary>
    private const int MaxLength = 512 * 1024 * 1024;

    private readonly Lock _writing = new();
    private readonly byte[] _header = new byte[4];

    /// <summary>Whole messages only, from any thread.</summary>
    public void Write(T message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, json);
        Span<byte> header = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(header, body.Length);
        lock (_writing)
        {
            output.Write(header);
            output.Write(body);
            output.Flush();
        }
    }

    /// <summary>The next message; null at the end.</summary>
    public T? Read()
    {
        if (input.ReadAtLeast(_header, 4, throwOnEndOfStream: false) < 4)
        {
            return null;
        }

        var body = new byte[Length()];
        return input.ReadAtLeast(body, body.Length, throwOnEndOfStream: false) < body.Length ? null : Decode(body);
    }

    /// <summary>The next message; null at the end.</summary>
    public async ValueTask<T?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await input.ReadAtLeastAsync(_header, 4, throwOnEndOfStream: false, cancellationToken) < 4)
        {
            return null;
        }

        var body = new byte[Length()];
        return await input.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken) < body.Length ? null : Decode(body);
    }

    public void Dispose()
    {
        input.Dispose();
        output.Dispose();
    }

    private int Length()
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(_header);
        return length is >= 0 and <= MaxLength ? length : throw new InvalidDataException($"A message of a child claims to have {length} bytes.");
    }

    private T? Decode(byte[] body) => JsonSerializer.Deserialize(body, json);
}
