using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Airflow.Celery.Messages;

/// <summary>The decoded body of a message: compression undone, and only JSON accepted, for a pickle runs code of whoever sent it.</summary>
internal static class MessageBody
{
    /// <summary>What a message may unpack to, so that a small one cannot fill the memory.</summary>
    private const int Limit = 64 * 1024 * 1024;

    public static JsonNode? Read(BrokerMessage message)
    {
        if (message.ContentType is not ("application/json" or "application/vnd.celery+json" or null))
        {
            throw new MessageRefusedException($"A body of type {message.ContentType} is not accepted: only application/json is.");
        }

        if (message.ContentEncoding is { } encoding && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !encoding.Equals("us-ascii", StringComparison.OrdinalIgnoreCase) && encoding != "binary")
        {
            throw new MessageRefusedException($"A body in the encoding {encoding} cannot be read: only utf-8 can.") { IsUndecodable = true };
        }

        return CeleryJson.Parse(Unpack(message));
    }

    private static ReadOnlyMemory<byte> Unpack(BrokerMessage message) => CeleryJson.Text(message.Headers, "compression") switch
    {
        null => message.Body,
        "application/x-gzip" => Unpack(new ZLibStream(Open(message), CompressionMode.Decompress)),
        "application/x-brotli" => Unpack(new BrotliStream(Open(message), CompressionMode.Decompress)),
        var other => throw new MessageRefusedException($"A body packed as {other} cannot be read.") { IsUndecodable = true },
    };

    private static MemoryStream Open(BrokerMessage message) => new(message.Body.ToArray(), writable: false);

    private static ReadOnlyMemory<byte> Unpack(Stream packed)
    {
        using var output = new MemoryStream();
        using (packed)
        {
            var buffer = new byte[16 * 1024];
            try
            {
                for (var count = packed.Read(buffer); count > 0; count = packed.Read(buffer))
                {
                    output.Write(buffer, 0, count);
                    if (output.Length > Limit)
                    {
                        throw new MessageRefusedException($"The body unpacks to more than {Limit} bytes.") { IsUndecodable = true };
                    }
                }
            }
            catch (InvalidDataException exception)
            {
                throw new MessageRefusedException($"The body cannot be unpacked: {exception.Message}", exception) { IsUndecodable = true };
            }
        }

        return output.ToArray();
    }
}
