using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Secrets;
using Airflow.Runtime.Frames;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Logs;

/// <summary>
/// The log file of one try: JSON lines, secrets masked, capped. The file appears with the first line. A file that cannot be written
/// (disk full, no permission) is noted once and never fails the task.
/// </summary>
internal sealed partial class TaskLog : IDisposable
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions CompactWriter = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly string path;
    private readonly LogTags tags;
    private readonly SecretMasker masker;
    private readonly LogLimits limits;
    private readonly LogFileModes modes;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> line = new(256);
    private FileStream? file;
    private long written;
    private bool full;
    private bool broken;
    private bool closed;

    public TaskLog(string path, LogTags tags, SecretMasker masker, LogLimits limits, LogFileModes modes, TimeProvider time, ILogger logger)
    {
        this.path = path;
        this.tags = tags;
        this.masker = masker;
        this.limits = limits;
        this.modes = modes;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>A line of the supervisor itself, or of a stream that carries plain text.</summary>
    public void Write(string level, string loggerName, string text)
    {
        lock (gate)
        {
            line.Clear();
            using (var writer = new Utf8JsonWriter(line, CompactWriter))
            {
                writer.WriteStartObject();
                writer.WriteString("timestamp", IsoTime.Format(time.GetUtcNow()));
                writer.WriteString("level", level);
                writer.WriteString("event", Cut(masker.Redact(text)));
                writer.WriteString("logger", loggerName);
                tags.Write(writer);
                writer.WriteEndObject();
            }
            Append(line.WrittenSpan);
        }
    }

    /// <summary>A line as it came over a stream, without its line break.</summary>
    public void Write(LogStreamKind kind, ReadOnlySpan<byte> text)
    {
        switch (kind)
        {
            case LogStreamKind.Stdout:
                Write("info", "task.stdout", Encoding.UTF8.GetString(text));
                break;
            case LogStreamKind.Stderr:
                Write("error", "task.stderr", Encoding.UTF8.GetString(text));
                break;
            default:
                WriteStructured(text);
                break;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            CloseFile();
        }
    }

    private void WriteStructured(ReadOnlySpan<byte> json)
    {
        if (json.Length > LogLimits.MaxStructuredBytes || !IsObject(json))
        {
            Write("info", "task.stdout", Encoding.UTF8.GetString(json));
            return;
        }
        lock (gate)
        {
            if ((!masker.IsEmpty || json.Length > limits.MaxLineBytes) && JsonNode.Parse(json) is { } node)
            {
                Append(JsonSerializer.SerializeToUtf8Bytes(CutTexts(node), Compact));
            }
            else
            {
                Append(json);
            }
        }
    }

    /// <summary>Every text in the line, masked and cut; names are no secrets here, the line is not a configuration.</summary>
    private JsonNode? CutTexts(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, CutTexts(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(CutTexts)]),
        JsonValue value when value.TryGetValue<string>(out var text) => Cut(masker.Redact(text)),
        _ => node?.DeepClone(),
    };

    private string Cut(string text)
    {
        // no character has more than three bytes in UTF-8
        if (text.Length <= limits.MaxLineBytes / 3)
        {
            return text;
        }
        var kept = ArrayPool<byte>.Shared.Rent(limits.MaxLineBytes);
        Encoding.UTF8.GetEncoder().Convert(text, kept.AsSpan(0, limits.MaxLineBytes), flush: true, out var end, out _, out var isWhole);
        ArrayPool<byte>.Shared.Return(kept);
        return isWhole ? text : $"{text.AsSpan(0, end)}… [cut: {text.Length:N0} characters, {end:N0} are kept]";
    }

    private void Append(ReadOnlySpan<byte> json)
    {
        if (broken || full || closed)
        {
            return;
        }
        try
        {
            if (file is null)
            {
                file = LogFile.Open(path, modes);
                written = file.Length;
            }
            if (written + json.Length + 1 > limits.MaxFileBytes)
            {
                full = true;
                json = FullNote();
            }
            var bytes = ArrayPool<byte>.Shared.Rent(json.Length + 1);
            json.CopyTo(bytes);
            bytes[json.Length] = (byte)'\n';
            // one write a line: a reader never sees half of one
            file.Write(bytes, 0, json.Length + 1);
            written += json.Length + 1;
            ArrayPool<byte>.Shared.Return(bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            broken = true;
            Log.CannotWrite(logger, path, exception.Message);
            EndInWholeLines(exception.Message);
            CloseFile();
        }
    }

    /// <summary>A disk takes part of a line before it is full. That part is taken back, and in its place goes the reason if it fits.</summary>
    private void EndInWholeLines(string reason)
    {
        if (file is not { CanSeek: true })
        {
            return;
        }
        try
        {
            file.SetLength(written);
            WriteOrTakeBack(file, Note("error", $"The rest of this try's log is lost: {reason}"));
        }
        catch (IOException exception)
        {
            Log.CannotWrite(logger, path, exception.Message);
        }
    }

    private static void WriteOrTakeBack(FileStream file, byte[] line)
    {
        var length = file.Length;
        try
        {
            file.Write([.. line, (byte)'\n']);
        }
        catch (IOException)
        {
            // no room for the reason either: the console has it
            file.SetLength(length);
        }
    }

    private byte[] FullNote() => Note("warning", $"The log has reached {limits.MaxFileBytes:N0} bytes; further lines of this try are dropped.");

    private byte[] Note(string level, string text) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["timestamp"] = IsoTime.Format(time.GetUtcNow()),
            ["level"] = level,
            ["event"] = text,
            ["logger"] = "airflow.supervisor",
        },
        Compact);

    private void CloseFile()
    {
        try
        {
            file?.Dispose();
        }
        catch (IOException exception)
        {
            Log.CannotWrite(logger, path, exception.Message);
        }
        file = null;
    }

    private static bool IsObject(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Warning, "The log file {Path} cannot be written, the rest of this try's log is lost: {Reason}")]
        public static partial void CannotWrite(ILogger logger, string path, string reason);
    }
}
