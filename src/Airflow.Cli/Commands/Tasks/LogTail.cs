using System.Text;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>Reads a log that may still grow, or not be there yet, line by line.</summary>
internal sealed class LogTail(string path) : IDisposable
{
    private readonly char[] _buffer = new char[8192];
    private readonly StringBuilder _line = new();
    private StreamReader? _reader;

    public string Path => path;

    /// <summary>Whether the log had anything in it so far.</summary>
    public bool HasText { get; private set; }

    /// <summary>Writes the lines that are complete by now.</summary>
    public async Task CopyAsync(TextWriter writer, CancellationToken cancellationToken)
    {
        _reader ??= Open();
        if (_reader is null)
        {
            return;
        }

        int count;
        while ((count = await _reader.ReadAsync(_buffer, cancellationToken)) > 0)
        {
            HasText = true;
            Split(_buffer.AsSpan(0, count), writer);
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

    public void Dispose() => _reader?.Dispose();

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

    private StreamReader? Open()
    {
        try
        {
            return new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.UTF8);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
