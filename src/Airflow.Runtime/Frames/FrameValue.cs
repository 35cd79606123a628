using System.Runtime.InteropServices;
using System.Text.Json;
using Airflow.Engine.MessagePack;

namespace Airflow.Runtime.Frames;

/// <summary>A value of any shape inside a frame, kept as the MessagePack it came as; the default is nil.</summary>
internal readonly struct FrameValue : IEquatable<FrameValue>
{
    private static readonly byte[] NilBytes = [0xc0];
    private static readonly byte[] EmptyMapBytes = [0x80];
    private readonly byte[]? raw;

    public FrameValue(byte[] messagePack) => raw = messagePack;

    public static FrameValue EmptyMap => new(EmptyMapBytes);

    public ReadOnlySpan<byte> MessagePack => raw ?? NilBytes;

    public bool IsNil => raw is null || raw.AsSpan() is [0xc0];

    public static bool operator ==(FrameValue left, FrameValue right) => left.Equals(right);

    public static bool operator !=(FrameValue left, FrameValue right) => !left.Equals(right);

    /// <summary>A copy of these bytes; nil and the empty map cost nothing.</summary>
    public static FrameValue Copy(ReadOnlySpan<byte> messagePack) => messagePack switch
    {
        [0xc0] => default,
        [0x80] => EmptyMap,
        _ => new(messagePack.ToArray()),
    };

    public static FrameValue FromText(string? text) => text is null ? default : Written(writer => writer.WriteText(text));

    /// <summary>The value that JSON text says; no text is nil.</summary>
    public static FrameValue FromJson(string? json) => json switch
    {
        null or "null" => default,
        "{}" => EmptyMap,
        _ => Written(writer => FrameJson.Write(json, writer)),
    };

    public static FrameValue FromJson(JsonElement json) => Written(writer => FrameJson.Write(JsonMarshal.GetRawUtf8Value(json), writer));

    public JsonElement ToJsonElement()
    {
        var reader = new Utf8JsonReader(FrameJson.ReadUtf8(MessagePack).WrittenSpan, new JsonReaderOptions { MaxDepth = 512 });
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>JSON text of the value.</summary>
    public string ToJson() => raw switch
    {
        null => "null",
        _ when ReferenceEquals(raw, EmptyMapBytes) => "{}",
        _ => FrameJson.Read(raw),
    };

    public string? AsText()
    {
        var reader = new MessagePackReader(MessagePack);
        return reader.Peek() == MessagePackKind.Text ? reader.ReadText() : null;
    }

    public bool Equals(FrameValue other) => MessagePack.SequenceEqual(other.MessagePack);

    public override bool Equals(object? obj) => obj is FrameValue other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(MessagePack);
        return hash.ToHashCode();
    }

    public override string ToString() => ToJson();

    private static FrameValue Written(Action<MessagePackWriter> write)
    {
        using var writer = new MessagePackWriter();
        write(writer);
        return new(writer.Written.ToArray());
    }
}
