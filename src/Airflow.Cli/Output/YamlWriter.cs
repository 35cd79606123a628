using System.Text;

namespace Airflow.Cli.Output;

/// <summary>Text that knows the column it has reached.</summary>
internal sealed class YamlWriter
{
    private const int BestWidth = 80;

    private readonly StringBuilder _text = new();
    private int _column;

    /// <summary>The line is long enough: the next blank may become a line break.</summary>
    public bool IsFull => _column > BestWidth;

    public void Write(string text)
    {
        _text.Append(text);
        _column += text.EnumerateRunes().Count();
    }

    public void Write(char letter)
    {
        _text.Append(letter);
        _column++;
    }

    /// <summary>Line ends without an indent after them.</summary>
    public void Break(int count)
    {
        _text.Append('\n', count);
        _column = 0;
    }

    public void NewLine(int indent)
    {
        Break(1);
        Indent(indent);
    }

    public void Indent(int indent)
    {
        _text.Append(' ', indent);
        _column += indent;
    }

    public override string ToString() => _text.ToString();
}
