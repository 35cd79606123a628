using System.Buffers.Binary;
using Airflow.Engine.MessagePack;

namespace Airflow.Runtime.Frames;

/// <summary>Whole frames: four bytes of length, then an array of id, body and error or trace.</summary>
internal static class FrameCodec
{
    public const int HeaderLength = 4;

    private static ReadOnlySpan<byte> TypeKey => [0xa4, (byte)'t', (byte)'y', (byte)'p', (byte)'e'];

    public static uint ReadLength(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt32BigEndian(header);

    /// <summary>Reads what follows the length.</summary>
    public static Frame Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new MessagePackReader(payload);
        var elements = reader.ReadArrayHeader();
        if (elements is not (2 or 3))
        {
            throw new FrameException($"A frame has {elements} elements, not two or three.");
        }
        var id = reader.ReadInt();
        var body = reader.TryReadNil() ? null : FieldCodec.ReadMessage(ref reader);
        FrameMessage? error = null;
        FrameValue trace = default;
        if (elements == 3 && !reader.TryReadNil())
        {
            trace = FrameValue.Copy(reader.ReadRaw());
            error = TryReadError(trace);
        }
        return reader.IsAtEnd
            ? new Frame(checked((int)id), body, error) { Trace = error is null ? trace : default, Elements = elements }
            : throw new FrameException($"{reader.Remaining} bytes follow the frame's array.");
    }

    public static void Encode(MessagePackWriter writer, Frame frame, FrameDialect dialect = FrameDialect.Airflow33)
    {
        var start = writer.BeginFrame();
        writer.WriteArrayHeader(frame.Elements);
        writer.WriteInt(frame.Id);
        WriteMessage(writer, frame.Body, dialect);
        if (frame.Elements == 3)
        {
            if (frame.Error is null)
            {
                writer.WriteRaw(frame.Trace.MessagePack);
            }
            else
            {
                FieldCodec.Write(writer, frame.Error, dialect);
            }
        }
        writer.EndFrame(start);
    }

    private static void WriteMessage(MessagePackWriter writer, FrameMessage? message, FrameDialect dialect)
    {
        if (message is null)
        {
            writer.WriteNil();
        }
        else
        {
            FieldCodec.Write(writer, message, dialect);
        }
    }

    /// <summary>The third element of a host's frame is a message; a child's is a free map without a type.</summary>
    private static FrameMessage? TryReadError(FrameValue value)
    {
        var reader = new MessagePackReader(value.MessagePack);
        if (reader.Peek() != MessagePackKind.Map)
        {
            return null;
        }
        var scan = reader;
        for (var count = scan.ReadMapHeader(); count > 0; count--)
        {
            if (scan.ReadRaw().SequenceEqual(TypeKey))
            {
                return FieldCodec.ReadMessage(ref reader);
            }
            scan.ReadRaw();
        }
        return null;
    }
}
