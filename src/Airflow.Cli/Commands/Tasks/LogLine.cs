using System.Text.Json;
using Airflow.Cli.Output;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>A line of a task's log, which is JSON, as people read it: time, level, logger, message, the other fields, the exception.</summary>
internal static class LogLine
{
    /// <summary>Shown in a place of their own, or known to whoever asked for this log.</summary>
    private static readonly string[] Shown =
    [
        "timestamp", "level", "logger", "event", "error_detail", "exception", "filename", "lineno",
        "ti_id", "dag_id", "task_id", "run_id", "try_number", "map_index",
    ];

    public static void Write(TextWriter writer, string line)
    {
        if (!TryParse(line, out var json))
        {
            writer.Write(line + "\n");
            return;
        }

        using (json)
        {
            Write(writer, json.RootElement);
        }
    }

    private static bool TryParse(string line, out JsonDocument json)
    {
        json = null!;
        if (!line.StartsWith('{'))
        {
            return false;
        }

        try
        {
            json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty("event", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Write(TextWriter writer, JsonElement line)
    {
        var logger = Text(line, "logger");
        writer.Write($"[{Text(line, "timestamp")}] {Text(line, "level").ToUpperInvariant(),-8} {(logger.Length > 0 ? $"{logger}: " : "")}{Text(line, "event")}");
        var message = Text(line, "event");
        foreach (var field in line.EnumerateObject().Where(field => !Shown.Contains(field.Name) && !IsPartOf(message, field)))
        {
            writer.Write($" {field.Name}={(field.Value.ValueKind == JsonValueKind.String ? PythonText.Repr(field.Value.GetString()) : field.Value.GetRawText())}");
        }

        writer.Write("\n");
        WriteErrors(writer, line, "exception");
        WriteErrors(writer, line, "error_detail");
    }

    /// <summary>.NET's message templates give each value twice: in the text, and as a field named in PascalCase.</summary>
    private static bool IsPartOf(string message, JsonProperty field) =>
        char.IsAsciiLetterUpper(field.Name[0]) && message.Contains(field.Value.ToString(), StringComparison.Ordinal);

    /// <summary>An exception is a list, the one that was thrown first and its causes after it, or a text of another language.</summary>
    private static void WriteErrors(TextWriter writer, JsonElement line, string name)
    {
        if (!line.TryGetProperty(name, out var errors))
        {
            return;
        }

        if (errors.ValueKind != JsonValueKind.Array)
        {
            WriteIndented(writer, Text(line, name));
            return;
        }

        foreach (var error in errors.EnumerateArray())
        {
            WriteError(writer, error);
        }
    }

    private static void WriteError(TextWriter writer, JsonElement error)
    {
        var isCause = error.TryGetProperty("is_cause", out var cause) && cause.ValueKind == JsonValueKind.True;
        writer.Write($"    {(isCause ? "caused by " : "")}{Text(error, "exc_type")}: {Text(error, "exc_value")}\n");
        if (!error.TryGetProperty("frames", out var frames) || frames.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var frame in frames.EnumerateArray())
        {
            var line = Text(frame, "lineno");
            writer.Write($"      at {Text(frame, "name")} ({Text(frame, "filename")}{(line is "" or "0" ? "" : $":{line}")})\n");
        }
    }

    private static void WriteIndented(TextWriter writer, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        foreach (var line in text.TrimEnd().Split('\n'))
        {
            writer.Write($"    {line.TrimEnd('\r')}\n");
        }
    }

    private static string Text(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? ""
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Null => "",
            _ => value.GetRawText(),
        };
}
