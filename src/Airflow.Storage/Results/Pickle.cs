using System.Buffers.Binary;
using System.Text;
using Airflow.Engine.Results;

namespace Airflow.Storage.Results;

/// <summary>
/// Writes the few values of results as Python's pickle, protocol 2, which every reader of Celery takes. Nothing is ever read from a pickle:
/// that would run what somebody else wrote.
/// </summary>
internal static class Pickle
{
    private const byte Mark = (byte)'(';

    /// <summary>Null where Python's None is meant, which Celery stores as NULL.</summary>
    public static byte[]? Of(MessageResult result)
    {
        if (result.Start is { } start)
        {
            return Map(stream =>
            {
                Text(stream, "pid");
                Number(stream, start.Pid);
                Text(stream, "hostname");
                Text(stream, start.Hostname);
            });
        }

        return result.Error is not { } error ? null : Map(stream =>
        {
            Text(stream, "exc_type");
            Text(stream, error.Type);
            Text(stream, "exc_message");
            stream.WriteByte(Mark);
            Text(stream, error.Message);
            stream.WriteByte((byte)'t');
            Text(stream, "exc_module");
            Text(stream, error.Module);
        });
    }

    private static byte[] Map(Action<MemoryStream> writeItems)
    {
        using var stream = new MemoryStream();

        // protocol 2, an empty map, and the mark after which its items stand
        stream.Write([0x80, 0x02, (byte)'}', Mark]);
        writeItems(stream);
        stream.Write("u."u8);
        return stream.ToArray();
    }

    private static void Text(MemoryStream stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        stream.WriteByte((byte)'X');
        Length(stream, bytes.Length);
        stream.Write(bytes);
    }

    private static void Number(MemoryStream stream, int number)
    {
        stream.WriteByte((byte)'J');
        Length(stream, number);
    }

    private static void Length(MemoryStream stream, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        stream.Write(bytes);
    }
}
