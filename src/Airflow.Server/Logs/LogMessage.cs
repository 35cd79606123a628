using System.Text;
using System.Text.Json;

namespace Airflow.Server.Logs;

/// <summary>A line of a log, taken apart.</summary>
/// <param name="Event">Its text.</param>
/// <param name="Level">In small letters, such as error; null: it has none.</param>
/// <param name="Timestamp">As it was written.</param>
/// <param name="Logger">Who wrote it.</param>
/// <param name="Raised">The exceptions that it tells of, each with its text.</param>
internal sealed record LogMessage(string Event, string? Level, string? Timestamp, string? Logger, string? Raised)
{
    /// <summary>Lines are messages already; what is none, from whatever wrote into the file, is the text of one.</summary>
    /// <param name="line">The line.</param>
    public static LogMessage Of(ReadOnlySpan<byte> line)
    {
        if (line[0] == '{')
        {
            try
            {
                var reader = new Utf8JsonReader(line);
                var root = JsonElement.ParseValue(ref reader);
                if (TextOf(root, "event") is { } text)
                {
                    var raised = root.TryGetProperty("error_detail", out var detail) || root.TryGetProperty("exception", out detail) ? RaisedOf(detail) : null;
                    return new LogMessage(text, TextOf(root, "level"), TextOf(root, "timestamp"), TextOf(root, "logger"), raised);
                }
            }
            catch (JsonException)
            {
                // not a message
                return Plain(line);
            }
        }

        return Plain(line);
    }

    private static string? RaisedOf(JsonElement detail) => detail.ValueKind == JsonValueKind.Array
        ? string.Join(" ← ", detail.EnumerateArray().Where(static one => one.ValueKind == JsonValueKind.Object).Select(static one => $"{TextOf(one, "exc_type")}: {TextOf(one, "exc_value")}"))
        : detail.GetRawText();

    private static LogMessage Plain(ReadOnlySpan<byte> line) => new(Encoding.UTF8.GetString(line), null, null, null, null);

    private static string? TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
