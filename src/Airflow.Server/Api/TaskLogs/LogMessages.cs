using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Server.Bodies;
using Airflow.Server.Logs;

namespace Airflow.Server.Api.TaskLogs;

/// <summary>Lines of a log as the messages that they are told as.</summary>
internal static class LogMessages
{
    /// <summary>Messages that come before those of the try: where its log lies.</summary>
    public const int Head = 2;

    /// <summary>The number of a message of the try in all messages, from 1.</summary>
    /// <param name="line">How many lines are before it in the log.</param>
    public static long NumberOf(long line) => line + Head + 1;

    /// <summary>Where the log lies, and why there is none.</summary>
    public static IReadOnlyList<RawJson> HeadOf(LogReading reading)
    {
        List<RawJson> messages =
        [
            Of(new JsonObject
            {
                ["event"] = "::group::Log message source details",
                ["sources"] = new JsonArray([.. reading.Source is { } source ? [(JsonNode)source] : Array.Empty<JsonNode>()]),
            }),
            Of(new JsonObject { ["event"] = "::endgroup::" }),
        ];
        if (reading.Problem is { } problem)
        {
            messages.Add(Of(new JsonObject { ["event"] = problem }));
        }

        return messages;
    }

    /// <summary>The lines of a part of a log, each as a message.</summary>
    public static List<RawJson> Of(ReadOnlySpan<byte> bytes)
    {
        var messages = new List<RawJson>();
        for (var lines = new LogLines(bytes); lines.MoveNext();)
        {
            messages.Add(Message(lines.Current));
        }

        return messages;
    }

    /// <summary>Lines are messages already; what is none, from whatever wrote into the file, becomes the text of one.</summary>
    public static RawJson Message(ReadOnlySpan<byte> bytes)
    {
        var line = Encoding.UTF8.GetString(bytes);
        if (line.StartsWith('{'))
        {
            try
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.TryGetProperty("event", out _))
                {
                    return new RawJson(line);
                }
            }
            catch (JsonException)
            {
                // not a message
                return Of(new JsonObject { ["event"] = line });
            }
        }

        return Of(new JsonObject { ["event"] = line });
    }

    private static RawJson Of(JsonObject message) => new(message.ToJsonString(Wire.Json));
}
