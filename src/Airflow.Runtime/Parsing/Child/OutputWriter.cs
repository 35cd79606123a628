using System.Text;

namespace Airflow.Runtime.Parsing;

/// <summary>Sends what the file's code writes to the console, line by line, to the log of its parsing.</summary>
internal sealed class OutputWriter(MessageStream<ParseMessage> messages) : TextWriter
{
    /// <summary>More than this of one file is no help to anybody.</summary>
    private const int MaxLength = 1024 * 1024;

    private const int MaxLine = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly StringBuilder _line = new();
    private int _length;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_gate)
        {
            if (value is not '\n')
            {
                _line.Append(value);
            }

            if (value is '\n' || _line.Length >= MaxLine)
            {
                SendLine();
            }
        }
    }

    /// <summary>Sends what is left of a line; the next file begins anew.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            if (_line.Length > 0)
            {
                SendLine();
            }

            _length = 0;
        }
    }

    private void SendLine()
    {
        var text = _line.ToString().TrimEnd('\r');
        _line.Clear();
        if (_length > MaxLength)
        {
            return;
        }

        _length += text.Length + 1;
        messages.Write(new ParseMessage { Output = _length > MaxLength ? "… (the rest is left out)" : text });
    }
}
