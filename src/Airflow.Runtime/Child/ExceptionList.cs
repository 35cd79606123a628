using System.Diagnostics;
using System.Text.Json;

namespace Airflow.Runtime.Child;

/// <summary>An exception and its causes as Airflow's log lines show them: the one that was thrown first, its causes after it.</summary>
internal static class ExceptionList
{
    private const int MaxCauses = 16;
    private const int MaxFrames = 64;

    public static void Write(Utf8JsonWriter writer, Exception exception)
    {
        writer.WriteStartArray("exception"u8);
        var count = 0;
        for (var current = exception; current is not null && count < MaxCauses; current = current.InnerException, count++)
        {
            WriteOne(writer, current, isCause: count > 0, depth: 0);
        }
        writer.WriteEndArray();
    }

    private static void WriteOne(Utf8JsonWriter writer, Exception exception, bool isCause, int depth)
    {
        writer.WriteStartObject();
        writer.WriteString("exc_type"u8, exception.GetType().Name);
        writer.WriteString("exc_value"u8, exception.Message.Length <= ChildLog.MaxText ? exception.Message : exception.Message[..ChildLog.MaxText]);
        writer.WriteStartArray("exc_notes"u8);
        writer.WriteEndArray();
        writer.WriteNull("syntax_error"u8);
        writer.WriteBoolean("is_cause"u8, isCause);
        writer.WriteStartArray("frames"u8);
        foreach (var frame in Frames(exception))
        {
            writer.WriteStartObject();
            writer.WriteString("filename"u8, frame.GetFileName() ?? frame.GetMethod()?.DeclaringType?.Assembly.GetName().Name ?? "");
            writer.WriteNumber("lineno"u8, frame.GetFileLineNumber());
            writer.WriteString("name"u8, Name(frame));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        var inner = exception is AggregateException { InnerExceptions.Count: > 1 } group && depth < 2 ? group.InnerExceptions : null;
        writer.WriteBoolean("is_group"u8, inner is not null);
        writer.WriteStartArray("exceptions"u8);
        foreach (var member in inner ?? [])
        {
            WriteOne(writer, member, isCause: false, depth + 1);
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The outermost call first; without the machinery between the runtime and the user's code.</summary>
    private static IEnumerable<StackFrame> Frames(Exception exception) => new StackTrace(exception, fNeedFileInfo: true).GetFrames()
        .Where(frame => !IsMachinery(frame.GetMethod()?.DeclaringType))
        .Take(MaxFrames)
        .Reverse();

    private static bool IsMachinery(Type? type) => type is not null
        && (type.FullName?.StartsWith("Airflow.Hosting.", StringComparison.Ordinal) == true
            || type.Namespace is "System.Runtime.CompilerServices" or "System.Runtime.ExceptionServices" or "Airflow.Runtime.Child");

    private static string Name(StackFrame frame)
    {
        var method = frame.GetMethod();
        return method?.DeclaringType is { } type ? $"{type.Name}.{method.Name}" : method?.Name ?? "";
    }
}
