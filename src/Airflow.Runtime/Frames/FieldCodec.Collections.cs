using Airflow.Engine.MessagePack;

namespace Airflow.Runtime.Frames;

internal ref partial struct FieldCodec
{
    private delegate T ReadItem<out T>(ref FieldCodec codec);

    private delegate void WriteItem<in T>(in FieldCodec codec, T item);

    public T Part<T>(ReadOnlySpan<byte> name, T value, Func<T> create) where T : FramePart => OptionalPart(name, value, create) ?? create();

    public T? OptionalPart<T>(ReadOnlySpan<byte> name, T? value, Func<T> create) where T : FramePart
    {
        if (Writes(name))
        {
            if (value is null)
            {
                writer!.WriteNil();
            }
            else
            {
                Write(writer!, value, dialect);
            }
        }
        else if (Takes(name))
        {
            value = null;
            if (!reader.TryReadNil())
            {
                value = create();
                Read(ref reader, value);
            }
            Next();
        }
        return value;
    }

    public IReadOnlyList<T> PartList<T>(ReadOnlySpan<byte> name, IReadOnlyList<T> value, Func<T> create) where T : FramePart =>
        OptionalPartList(name, value, create) ?? [];

    public IReadOnlyList<T>? OptionalPartList<T>(ReadOnlySpan<byte> name, IReadOnlyList<T>? value, Func<T> create) where T : FramePart => List(
        name,
        value,
        (ref FieldCodec codec) =>
        {
            var part = create();
            Read(ref codec.reader, part);
            return part;
        },
        static (in FieldCodec codec, T item) => Write(codec.writer!, item, codec.dialect));

    public IReadOnlyList<FrameMessage> MessageList(ReadOnlySpan<byte> name, IReadOnlyList<FrameMessage> value) => List(
        name,
        value,
        static (ref FieldCodec codec) => ReadMessage(ref codec.reader),
        static (in FieldCodec codec, FrameMessage item) => Write(codec.writer!, item, codec.dialect)) ?? [];

    public IReadOnlyList<string> TextList(ReadOnlySpan<byte> name, IReadOnlyList<string> value) => OptionalTextList(name, value) ?? [];

    public IReadOnlyList<string>? OptionalTextList(ReadOnlySpan<byte> name, IReadOnlyList<string>? value) => List(
        name,
        value,
        static (ref FieldCodec codec) => codec.reader.ReadText(),
        static (in FieldCodec codec, string item) => codec.writer!.WriteText(item));

    public IReadOnlyList<int> IntList(ReadOnlySpan<byte> name, IReadOnlyList<int> value) => List(
        name,
        value,
        static (ref FieldCodec codec) => codec.ReadInt32(),
        static (in FieldCodec codec, int item) => codec.writer!.WriteInt(item)) ?? [];

    public IReadOnlyList<DateTimeOffset>? OptionalTimeList(ReadOnlySpan<byte> name, IReadOnlyList<DateTimeOffset>? value) => List(
        name,
        value,
        static (ref FieldCodec codec) => codec.ReadTime(),
        static (in FieldCodec codec, DateTimeOffset item) => codec.writer!.WriteTime(item));

    public IReadOnlyList<FrameValue> ValueList(ReadOnlySpan<byte> name, IReadOnlyList<FrameValue> value) => OptionalValueList(name, value) ?? [];

    public IReadOnlyList<FrameValue>? OptionalValueList(ReadOnlySpan<byte> name, IReadOnlyList<FrameValue>? value) => List(
        name,
        value,
        static (ref FieldCodec codec) => FrameValue.Copy(codec.reader.ReadRaw()),
        static (in FieldCodec codec, FrameValue item) => codec.writer!.WriteRaw(item.MessagePack));

    /// <summary>A task is its id, or the pair of its id and a map index.</summary>
    public IReadOnlyList<SkippedTask> SkippedTasks(ReadOnlySpan<byte> name, IReadOnlyList<SkippedTask> value) => List(
        name,
        value,
        static (ref FieldCodec codec) => codec.ReadSkippedTask(),
        static (in FieldCodec codec, SkippedTask item) =>
        {
            if (item.MapIndex is { } index)
            {
                codec.writer!.WriteArrayHeader(2);
                codec.writer.WriteText(item.TaskId);
                codec.writer.WriteInt(index);
            }
            else
            {
                codec.writer!.WriteText(item.TaskId);
            }
        }) ?? [];

    public IReadOnlyDictionary<string, string>? OptionalTextMap(ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string>? value)
    {
        if (Writes(name))
        {
            WriteTextMap(value);
        }
        else if (Takes(name))
        {
            value = reader.TryReadNil() ? null : ReadTextMap();
            Next();
        }
        return value;
    }

    private readonly void WriteTextMap(IReadOnlyDictionary<string, string>? value)
    {
        if (value is null)
        {
            writer!.WriteNil();
            return;
        }
        writer!.WriteMapHeader(value.Count);
        foreach (var (text, item) in value)
        {
            writer.WriteText(text);
            writer.WriteText(item);
        }
    }

    private Dictionary<string, string> ReadTextMap()
    {
        var items = reader.ReadMapHeader();
        var map = new Dictionary<string, string>(Math.Min(items, 1024), StringComparer.Ordinal);
        for (; items > 0; items--)
        {
            var text = reader.ReadText();
            map[text] = reader.ReadText();
        }
        return map;
    }

    private SkippedTask ReadSkippedTask()
    {
        if (reader.Peek() == MessagePackKind.Text)
        {
            return new(reader.ReadText());
        }
        var items = reader.ReadArrayHeader();
        return items == 2 ? new(reader.ReadText(), ReadInt32()) : throw new FrameException($"A skipped task has {items} elements, not its id and a map index.");
    }

    private IReadOnlyList<T>? List<T>(ReadOnlySpan<byte> name, IReadOnlyList<T>? value, ReadItem<T> read, WriteItem<T> write)
    {
        if (Writes(name))
        {
            if (value is null)
            {
                writer!.WriteNil();
                return value;
            }
            writer!.WriteArrayHeader(value.Count);
            foreach (var item in value)
            {
                write(in this, item);
            }
        }
        else if (Takes(name))
        {
            value = reader.TryReadNil() ? null : ReadList(read);
            Next();
        }
        return value;
    }

    private List<T> ReadList<T>(ReadItem<T> read)
    {
        var items = reader.ReadArrayHeader();
        var list = new List<T>(Math.Min(items, 1024));
        for (; items > 0; items--)
        {
            list.Add(read(ref this));
        }
        return list;
    }
}
