using System.Text;
using Airflow.Engine.Logs;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>Reads a log that may still grow, or not be there yet, line by line, from wherever it lies.</summary>
/// <param name="read">What the log holds from that byte on.</param>
internal sealed class LogTail(Func<long, CancellationToken, Task<LogPiece>> read)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();
    private long _offset;

    /// <summary>Whether the log had anything in it so far.</summary>
    public bool HasText => _offset > 0;

    /// <summary>Why nothing can be read; null when nothing is wrong.</summary>
    public string? Problem { get; private set; }

    /// <summary>Writes the lines that are complete by now.</summary>
    public async Task CopyAsync(TextWriter writer, CancellationToken cancellationToken)
    {
        var piece = await read(_offset, cancellationToken);
        Problem = piece.Problem;
        if (piece.Bytes.Length > 0)
        {
            _offset += piece.Bytes.Length;
            var text = new char[_decoder.GetCharCount(piece.Bytes, flush: false)];
            _decoder.GetChars(piece.Bytes, text, flush: false);
            Split(text, writer);
        }
    }

    /// <summary>Writes what is left without a line end, when nothing more will come.</summary>
    public void Finish(TextWriter writer)
    {
        if (_line.Length > 0)
        {
            LogLine.Write(writer, _line.ToString());
            _line.Clear();
        }
    }

    private void Split(ReadOnlySpan<char> text, TextWriter writer)
    {
        int end;
        while ((end = text.IndexOf('\n')) >= 0)
        {
            _line.Append(text[..end]);
            LogLine.Write(writer, _line.ToString());
            _line.Clear();
            text = text[(end + 1)..];
        }

        _line.Append(text);
    }
}
