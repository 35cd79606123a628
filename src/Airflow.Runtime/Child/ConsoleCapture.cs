using System.Text;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Child;

/// <summary>What user code prints, as log lines; in one order with what it logs.</summary>
internal sealed class ConsoleCapture(ChildLog log, LogLevel level, string logger) : TextWriter
{
    private readonly Lock gate = new();
    private readonly StringBuilder line = new();
    private long dropped;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (gate)
        {
            while (buffer.IndexOf('\n') is >= 0 and var end)
            {
                Keep(buffer[..end]);
                EndLine();
                buffer = buffer[(end + 1)..];
            }
            Keep(buffer);
        }
    }

    public override void WriteLine() => Write(['\n']);

    public override void WriteLine(string? value)
    {
        lock (gate)
        {
            Write(value.AsSpan());
            Write(['\n']);
        }
    }

    public override void WriteLine(ReadOnlySpan<char> buffer)
    {
        lock (gate)
        {
            Write(buffer);
            Write(['\n']);
        }
    }

    /// <summary>Ends an unfinished line, at the end of a try.</summary>
    public void EndTry()
    {
        lock (gate)
        {
            if (line.Length > 0)
            {
                EndLine();
            }
        }
    }

    private void Keep(ReadOnlySpan<char> text)
    {
        // one character more than what is kept, so that the line is seen to be cut
        var room = Math.Max(0, ChildLog.MaxText + 1 - line.Length);
        dropped += Math.Max(0, text.Length - room);
        line.Append(text[..Math.Min(text.Length, room)]);
    }

    private void EndLine()
    {
        if (line.Length > 0 && line[^1] == '\r')
        {
            line.Length--;
        }
        var text = dropped == 0 ? line.ToString() : $"{line.ToString(0, ChildLog.MaxText)}… [cut: {line.Length + dropped:N0} characters, {ChildLog.MaxText:N0} are kept]";
        line.Clear();
        dropped = 0;
        log.Write(level, logger, text);
    }
}
