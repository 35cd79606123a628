using Airflow.Engine.MessagePack;

namespace Airflow.Runtime.Frames;

/// <summary>
/// Reads or writes the keys of one map. A part visits its keys in their usual order; each call either writes the value, or takes it when
/// it is the next one of the map, else returns what was there. Keys in another order cost another visit, unknown ones are stepped over.
/// </summary>
internal ref partial struct FieldCodec
{
    private readonly MessagePackWriter? writer;
    private readonly FrameDialect dialect;
    private MessagePackReader reader;
    private ReadOnlySpan<byte> key;
    private int count;
    private int taken;

    private FieldCodec(MessagePackWriter writer, FrameDialect dialect)
    {
        this.writer = writer;
        this.dialect = dialect;
    }

    private FieldCodec(MessagePackReader reader) => this.reader = reader;

    public readonly bool IsReading => writer is null;

    /// <summary>Whether keys that came after 3.1 have a place here.</summary>
    public readonly bool Since33 => writer is null || dialect >= FrameDialect.Airflow33;

    public static void Write(MessagePackWriter writer, FramePart part, FrameDialect dialect)
    {
        if (part is UnknownMessage unknown)
        {
            writer.WriteRaw(unknown.Body.MessagePack);
            return;
        }
        var start = writer.BeginCollection();
        var codec = new FieldCodec(writer, dialect);
        part.Visit(ref codec);
        writer.EndMap(start, codec.count);
    }

    /// <summary>Fills a part from the map that comes next.</summary>
    public static void Read(ref MessagePackReader reader, FramePart part)
    {
        var remaining = reader.ReadMapHeader();
        if (remaining > 0)
        {
            var codec = new FieldCodec(reader) { count = remaining };
            codec.ReadKey();
            while (codec.count > 0)
            {
                codec.taken = 0;
                part.Visit(ref codec);
                if (codec.taken == 0)
                {
                    codec.reader.ReadRaw();
                    codec.Next();
                }
            }
            reader = codec.reader;
        }
    }

    /// <summary>A message of its own kind, from the map that comes next.</summary>
    public static FrameMessage ReadMessage(ref MessagePackReader reader)
    {
        var type = FindType(reader);
        if (FrameKinds.Create(type) is not { } message)
        {
            return new UnknownMessage(type, FrameValue.Copy(reader.ReadRaw()));
        }
        Read(ref reader, message);
        return message;
    }

    private static string FindType(MessagePackReader reader)
    {
        for (var entries = reader.ReadMapHeader(); entries > 0; entries--)
        {
            if (reader.Peek() == MessagePackKind.Text && reader.ReadUtf8().SequenceEqual("type"u8))
            {
                return reader.ReadText();
            }
            reader.ReadRaw();
        }
        throw new FrameException("The body of the frame has no type.");
    }

    private readonly void Key(ReadOnlySpan<byte> name) => writer!.WriteUtf8(name);

    /// <summary>Writing: writes the key and says true. The caller writes the value.</summary>
    private bool Writes(ReadOnlySpan<byte> name)
    {
        if (writer is null)
        {
            return false;
        }
        Key(name);
        count++;
        return true;
    }

    /// <summary>Reading: whether the next value is that of the key. The caller takes it and calls <see cref="Next"/>.</summary>
    private readonly bool Takes(ReadOnlySpan<byte> name) => count > 0 && key.SequenceEqual(name);

    private void Next()
    {
        count--;
        taken++;
        if (count > 0)
        {
            ReadKey();
        }
    }

    private void ReadKey()
    {
        if (reader.Peek() == MessagePackKind.Text)
        {
            key = reader.ReadUtf8();
        }
        else
        {
            reader.ReadRaw();
            key = [];
        }
    }
}
