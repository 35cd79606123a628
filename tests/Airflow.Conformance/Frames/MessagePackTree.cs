using System.Globalization;
using System.Text.Json.Nodes;
using Airflow.Engine.MessagePack;

namespace Airflow.Conformance.Frames;

/// <summary>Any MessagePack as the vectors write it: JSON, with times as {"$timestamp": …}.</summary>
internal static class MessagePackTree
{
    public static JsonNode? Read(ReadOnlySpan<byte> messagePack)
    {
        var reader = new MessagePackReader(messagePack);
        var node = Read(ref reader);
        reader.IsAtEnd.ShouldBeTrue();
        return node;
    }

    private static JsonNode? Read(ref MessagePackReader reader)
    {
        switch (reader.Peek())
        {
            case MessagePackKind.Nil:
                reader.TryReadNil().ShouldBeTrue();
                return null;
            case MessagePackKind.Bool:
                return reader.ReadBool();
            case MessagePackKind.Int:
                return reader.ReadInt();
            case MessagePackKind.Double:
                return reader.ReadDouble();
            case MessagePackKind.Text:
                return reader.ReadText();
            case MessagePackKind.Time:
                return new JsonObject { ["$timestamp"] = Text(reader.ReadTime()) };
            case MessagePackKind.Array:
                var list = new JsonArray();
                for (var count = reader.ReadArrayHeader(); count > 0; count--)
                {
                    list.Add(Read(ref reader));
                }
                return list;
            case MessagePackKind.Map:
                var map = new JsonObject();
                for (var count = reader.ReadMapHeader(); count > 0; count--)
                {
                    map.Add(reader.ReadText(), Read(ref reader));
                }
                return map;
            default:
                throw new InvalidOperationException("The vectors have no such value.");
        }
    }

    private static string Text(DateTimeOffset time) => time.Ticks % TimeSpan.TicksPerSecond == 0
        ? time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
        : time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
}
