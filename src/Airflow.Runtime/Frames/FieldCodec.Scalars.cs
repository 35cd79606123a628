using Airflow.Engine.MessagePack;

namespace Airflow.Runtime.Frames;

internal ref partial struct FieldCodec
{
    public void Type(ReadOnlySpan<byte> type) => Constant("type"u8, type);

    /// <summary>A key whose value never varies.</summary>
    public void Constant(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Writes(name))
        {
            writer!.WriteUtf8(value);
        }
        else if (Takes(name))
        {
            reader.ReadRaw();
            Next();
        }
    }

    public string Text(ReadOnlySpan<byte> name, string value) => OptionalText(name, value) ?? "";

    public string? OptionalText(ReadOnlySpan<byte> name, string? value)
    {
        if (Writes(name))
        {
            if (value is null)
            {
                writer!.WriteNil();
            }
            else
            {
                writer!.WriteText(value);
            }
        }
        else if (Takes(name))
        {
            value = reader.TryReadNil() ? null : reader.ReadText();
            Next();
        }
        return value;
    }

    public Guid Uuid(ReadOnlySpan<byte> name, Guid value)
    {
        if (Writes(name))
        {
            Span<char> text = stackalloc char[36];
            value.TryFormat(text, out _);
            writer!.WriteText(text);
        }
        else if (Takes(name))
        {
            var text = reader.ReadText();
            value = Guid.TryParse(text, out var parsed) ? parsed : throw new FrameException($"'{text}' is no UUID.");
            Next();
        }
        return value;
    }

    public DateTimeOffset Time(ReadOnlySpan<byte> name, DateTimeOffset value) => OptionalTime(name, value) ?? default;

    public DateTimeOffset? OptionalTime(ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (Writes(name))
        {
            if (value is { } time)
            {
                writer!.WriteTime(time);
            }
            else
            {
                writer!.WriteNil();
            }
        }
        else if (Takes(name))
        {
            value = reader.TryReadNil() ? null : ReadTime();
            Next();
        }
        return value;
    }

    public TimeSpan? OptionalDuration(ReadOnlySpan<byte> name, TimeSpan? value)
    {
        var text = OptionalText(name, value is { } duration ? IsoTime.FormatDuration(duration) : null);
        if (writer is not null || text is null)
        {
            return text is null ? null : value;
        }
        return IsoTime.TryParseDuration(text, out var parsed) ? parsed : throw new FrameException($"'{text}' is no duration.");
    }

    public int Int(ReadOnlySpan<byte> name, int value) => OptionalInt(name, value) ?? 0;

    public int? OptionalInt(ReadOnlySpan<byte> name, int? value)
    {
        if (Writes(name))
        {
            if (value is { } number)
            {
                writer!.WriteInt(number);
            }
            else
            {
                writer!.WriteNil();
            }
        }
        else if (Takes(name))
        {
            value = reader.TryReadNil() ? null : ReadInt32();
            Next();
        }
        return value;
    }

    public bool Bool(ReadOnlySpan<byte> name, bool value) => OptionalBool(name, value) ?? false;

    public bool? OptionalBool(ReadOnlySpan<byte> name, bool? value)
    {
        if (Writes(name))
        {
            if (value is { } flag)
            {
                writer!.WriteBool(flag);
            }
            else
            {
                writer!.WriteNil();
            }
        }
        else if (Takes(name))
        {
            value = reader.TryReadNil() ? null : reader.ReadBool();
            Next();
        }
        return value;
    }

    public double? OptionalDouble(ReadOnlySpan<byte> name, double? value)
    {
        if (Writes(name))
        {
            if (value is { } number)
            {
                writer!.WriteDouble(number);
            }
            else
            {
                writer!.WriteNil();
            }
        }
        else if (Takes(name))
        {
            value = reader.TryReadNil() ? null : reader.ReadDouble();
            Next();
        }
        return value;
    }

    /// <summary>A value of any shape.</summary>
    public FrameValue Value(ReadOnlySpan<byte> name, FrameValue value)
    {
        if (Writes(name))
        {
            writer!.WriteRaw(value.MessagePack);
        }
        else if (Takes(name))
        {
            value = FrameValue.Copy(reader.ReadRaw());
            Next();
        }
        return value;
    }

    private int ReadInt32()
    {
        var number = reader.ReadInt();
        return number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new FrameException($"{number} does not fit a field of 32 bits.");
    }

    private DateTimeOffset ReadTime()
    {
        if (reader.Peek() != MessagePackKind.Text)
        {
            return reader.ReadTime();
        }
        var text = reader.ReadText();
        return IsoTime.TryParse(text, out var time) ? time : throw new FrameException($"'{text}' is no time.");
    }
}
