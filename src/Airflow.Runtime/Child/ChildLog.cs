using System.Buffers;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;
using Airflow.Runtime.Logs;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Child;

/// <summary>Writes structured log lines to the supervisor, each with the tags of the try that runs; without a socket, to nobody.</summary>
internal sealed class ChildLog(Socket? socket, LogLevel minimum, TimeProvider time) : IDisposable
{
    /// <summary>Longer texts are cut here already: the supervisor would cut them, too.</summary>
    public const int MaxText = 60_000;
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "timestamp", "level", "event", "logger", "filename", "lineno", "ti_id", "dag_id", "task_id", "run_id", "try_number", "map_index", "exception", "{OriginalFormat}",
    };

    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> buffer = new(512);
    private readonly Utf8JsonWriter writer = new(new ArrayBufferWriter<byte>(1), Compact);
    private LogTags? tags;

    public void Dispose()
    {
        writer.Dispose();
        socket?.Dispose();
    }

    public bool IsEnabled(LogLevel level) => level >= minimum && level != LogLevel.None;

    public void BeginTry(TaskInstance ti)
    {
        lock (gate)
        {
            tags = new LogTags(ti.Id.ToString(), ti.DagId, ti.TaskId, ti.RunId, ti.TryNumber, ti.MapIndex);
        }
    }

    /// <summary>One line; <paramref name="values"/> become keys of their own.</summary>
    public void Write(LogLevel level, string logger, string text, Exception? exception = null, IReadOnlyList<KeyValuePair<string, object?>>? values = null)
    {
        lock (gate)
        {
            buffer.ResetWrittenCount();
            writer.Reset(buffer);
            writer.WriteStartObject();
            writer.WriteString("timestamp"u8, IsoTime.Format(time.GetUtcNow()));
            writer.WriteString("level"u8, Name(level));
            writer.WriteString("event"u8, Cut(text));
            writer.WriteString("logger"u8, logger);
            tags?.Write(writer);
            WriteValues(values);
            if (exception is not null)
            {
                ExceptionList.Write(writer, exception);
            }
            writer.WriteEndObject();
            writer.Flush();
            buffer.GetSpan(1)[0] = (byte)'\n';
            buffer.Advance(1);
            Send();
        }
    }

    private void Send()
    {
        if (socket is null)
        {
            return;
        }
        try
        {
            for (var rest = buffer.WrittenSpan; !rest.IsEmpty;)
            {
                rest = rest[socket.Send(rest)..];
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // the supervisor is gone, and with it whoever would read this; the comm socket ends the process
            _ = exception;
        }
    }

    private void WriteValues(IReadOnlyList<KeyValuePair<string, object?>>? values)
    {
        foreach (var (key, value) in values ?? [])
        {
            if (Reserved.Contains(key))
            {
                continue;
            }
            writer.WritePropertyName(key);
            switch (value)
            {
                case null:
                    writer.WriteNullValue();
                    break;
                case bool flag:
                    writer.WriteBooleanValue(flag);
                    break;
                case int or long or short or byte:
                    writer.WriteNumberValue(Convert.ToInt64(value));
                    break;
                case double number when double.IsFinite(number):
                    writer.WriteNumberValue(number);
                    break;
                case DateTimeOffset moment:
                    writer.WriteStringValue(IsoTime.Format(moment));
                    break;
                default:
                    writer.WriteStringValue(Cut(value.ToString() ?? ""));
                    break;
            }
        }
    }

    private static string Cut(string text)
    {
        if (text.Length <= MaxText)
        {
            return text;
        }
        var end = char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText;
        return $"{text.AsSpan(0, end)}… [cut: {text.Length:N0} characters, {MaxText:N0} are kept]";
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        LogLevel.Critical => "critical",
        _ => "info",
    };
}
