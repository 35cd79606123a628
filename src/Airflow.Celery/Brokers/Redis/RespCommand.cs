using System.Buffers;
using System.Globalization;
using System.Text;

namespace Airflow.Celery.Brokers.Redis;

/// <summary>A command as it goes over the wire: a list of byte strings.</summary>
internal sealed class RespCommand(params IReadOnlyList<ReadOnlyMemory<byte>> parts)
{
    public static RespCommand Of(params IReadOnlyList<string> parts) => new([.. parts.Select(Part)]);

    public static ReadOnlyMemory<byte> Part(string text) => Encoding.UTF8.GetBytes(text);

    public void Write(IBufferWriter<byte> writer)
    {
        WriteHead(writer, '*', parts.Count);
        foreach (var part in parts)
        {
            WriteHead(writer, '$', part.Length);
            writer.Write(part.Span);
            writer.Write("\r\n"u8);
        }
    }

    private static void WriteHead(IBufferWriter<byte> writer, char kind, int number)
    {
        var span = writer.GetSpan(16);
        span[0] = (byte)kind;
        number.TryFormat(span[1..], out var length, default, CultureInfo.InvariantCulture);
        "\r\n"u8.CopyTo(span[(length + 1)..]);
        writer.Advance(length + 3);
    }
}
