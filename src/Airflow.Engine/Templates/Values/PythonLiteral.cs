using System.Globalization;
using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>Reads Python literals as ast.literal_eval does: what native rendering turns texts into.</summary>
internal sealed class PythonLiteral
{
    private const int MaxDepth = 100;

    private readonly string _text;
    private int _at;
    private int _depth;

    private PythonLiteral(string text) => _text = text;

    public static object? Parse(string text) => TryParse(text, out var value) ? value : throw PyError.Value($"malformed node or string: {text}");

    /// <summary>Whether the text is one literal; leading blank lines and trailing blanks may be around it, leading blanks may not.</summary>
    public static bool TryParse(string text, out object? value)
    {
        value = null;
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        var start = SkipBlankLines(text);
        var reader = new PythonLiteral(text[start..]);
        try
        {
            if (reader._text.Length == 0 || reader._text[0] is ' ' or '\t' or '\f')
            {
                return false;
            }

            value = reader.Expression();
            reader.Blanks(newLines: true);
            return reader._at == reader._text.Length;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static int SkipBlankLines(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '#'); at++)
        {
            if (text[at] == '#')
            {
                at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length - 1;
            }

            if (text[at] == '\n')
            {
                start = at + 1;
            }
        }

        return start;
    }

    private object? Expression()
    {
        var first = Element(false);
        Blanks(false);
        return Peek() == ',' ? Tuple(first, '\0') : first;
    }

    // without brackets a tuple ends where the text does
    private PyTuple Tuple(object? first, char close)
    {
        var items = new List<object?> { first };
        while (Peek() == ',')
        {
            _at++;
            Blanks(close != '\0');
            if (Peek() == close || Peek() is '\0' or '\n')
            {
                break;
            }

            items.Add(Element(close != '\0'));
            Blanks(close != '\0');
        }

        return new PyTuple([.. items]);
    }

    private object? Element(bool bracketed)
    {
        if (++_depth > MaxDepth)
        {
            throw new FormatException();
        }

        Blanks(bracketed);
        var value = Peek() switch
        {
            '(' => Parenthesised(),
            '[' => new PyList(Sequence(']')),
            '{' => Braced(),
            '+' or '-' => WithImaginary(Signed()),
            '.' when Rest().StartsWith("...", StringComparison.Ordinal) => Ellipsis(),
            '.' or (>= '0' and <= '9') => WithImaginary(Number()),
            '\'' or '"' => Strings(bracketed),
            _ => Word(bracketed),
        };
        _depth--;
        return value;
    }

    private ReadOnlySpan<char> Rest() => _text.AsSpan(_at);

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private void Expect(char letter)
    {
        if (Peek() != letter)
        {
            throw new FormatException();
        }

        _at++;
    }

    private void Blanks(bool newLines)
    {
        while (Peek() is ' ' or '\t' or '\f' || (Peek() is '\n' or '\r' && (newLines || string.IsNullOrWhiteSpace(_text[_at..]))))
        {
            _at++;
        }

        if (Peek() == '#')
        {
            while (Peek() is not ('\n' or '\0'))
            {
                _at++;
            }

            Blanks(newLines);
        }
    }

    private TemplateObject Ellipsis()
    {
        _at += 3;
        return new TemplateObject("ellipsis") { AsText = () => "Ellipsis" };
    }

    private object? Parenthesised()
    {
        _at++;
        Blanks(true);
        if (Peek() == ')')
        {
            _at++;
            return new PyTuple();
        }

        var first = Element(true);
        Blanks(true);
        var value = Peek() == ',' ? Tuple(first, ')') : first;
        Blanks(true);
        Expect(')');
        return value;
    }

    private List<object?> Sequence(char close)
    {
        var items = new List<object?>();
        _at++;
        Blanks(true);
        while (Peek() != close)
        {
            items.Add(Element(true));
            Blanks(true);
            if (Peek() != close)
            {
                Expect(',');
                Blanks(true);
            }
        }

        _at++;
        return items;
    }

    private object Braced()
    {
        var start = _at;
        _at++;
        Blanks(true);
        if (Peek() == '}')
        {
            _at++;
            return new PyDict();
        }

        Element(true);
        Blanks(true);
        var isDict = Peek() == ':';
        _at = start;
        try
        {
            return isDict ? Dict() : new PySet(Sequence('}'));
        }
        catch (TemplateException exception)
        {
            // an unhashable key: Python raises TypeError, which leaves the text as it is
            throw new FormatException(exception.Message, exception);
        }
    }

    private PyDict Dict()
    {
        var dict = new PyDict();
        _at++;
        Blanks(true);
        while (Peek() != '}')
        {
            var key = Element(true);
            Blanks(true);
            Expect(':');
            dict[key] = Element(true);
            Blanks(true);
            if (Peek() != '}')
            {
                Expect(',');
                Blanks(true);
            }
        }

        _at++;
        return dict;
    }

    private object? Signed()
    {
        var sign = _text[_at++];
        Blanks(false);
        // only one sign: literal_eval takes no expression behind it
        var value = Peek() is '.' or (>= '0' and <= '9') ? Number() : throw new FormatException();
        return value switch
        {
            TemplateObject complex => Complex(sign + complex.Text()),
            _ => sign == '-' ? PyArithmetic.Negate(value) : value,
        };
    }

    private object Number()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Peek()) || Peek() is '_' or '.' || (Peek() is '+' or '-' && IsExponent(start)))
        {
            _at++;
        }

        var text = _text[start.._at];
        if (text[^1] is 'j' or 'J' && PyNumber.TryParseFloat(text[..^1], out _))
        {
            return Complex(text);
        }

        if (text.AsSpan().ContainsAny('.', 'e', 'E') && !text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return PyNumber.TryParseFloat(text, out var real) && !text.Contains("_.", StringComparison.Ordinal) && !text.Contains("._", StringComparison.Ordinal)
                ? real
                : throw new FormatException();
        }

        return PyNumber.TryParseInteger(text, 0, out var value) ? value : throw new FormatException();
    }

    private static TemplateObject Complex(string text) => new("complex") { AsText = () => text };

    // a real part with an imaginary one behind it is one literal
    private object? WithImaginary(object? value)
    {
        var start = _at;
        Blanks(false);
        if (value is not TemplateObject && Peek() is '+' or '-')
        {
            var sign = _text[_at++];
            Blanks(false);
            if (char.IsAsciiDigit(Peek()) && Number() is TemplateObject imaginary)
            {
                return Complex($"({PyText.Str(value)}{sign}{imaginary.Text()})");
            }
        }

        _at = start;
        return value;
    }

    private bool IsExponent(int start) =>
        _at > start && _text[_at - 1] is 'e' or 'E' && !_text.AsSpan(start).StartsWith("0x", StringComparison.OrdinalIgnoreCase);

    private object? Word(bool bracketed)
    {
        var start = _at;
        while (char.IsLetterOrDigit(Peek()) || Peek() == '_')
        {
            _at++;
        }

        var word = _text[start.._at];
        if (Peek() is '\'' or '"')
        {
            _at = start;
            return Strings(bracketed);
        }

        return word switch
        {
            "None" => null,
            "True" => true,
            "False" => false,
            "set" when Rest().StartsWith("()", StringComparison.Ordinal) => EmptySet(),
            _ => throw new FormatException(),
        };
    }

    private PySet EmptySet()
    {
        _at += 2;
        return new PySet([]);
    }

    // strings beside each other are one
    private object Strings(bool bracketed)
    {
        var text = new StringBuilder();
        var bytes = false;
        var first = true;
        while (true)
        {
            var prefix = Prefix();
            if (!first && bytes != prefix.Bytes)
            {
                throw new FormatException();
            }

            bytes = prefix.Bytes;
            first = false;
            text.Append(Quoted(prefix.Raw, bytes));
            var end = _at;
            Blanks(bracketed);
            if (!(Peek() is '\'' or '"' || (char.IsAsciiLetter(Peek()) && NextQuote())))
            {
                _at = end;
                return bytes ? new PyBytes(Encoding.Latin1.GetBytes(text.ToString())) : text.ToString();
            }
        }
    }

    private bool NextQuote() => Rest().IndexOfAny('\'', '"') is 1 or 2;

    private (bool Raw, bool Bytes) Prefix()
    {
        var start = _at;
        while (char.IsAsciiLetter(Peek()))
        {
            _at++;
        }

        return _text[start.._at].ToLowerInvariant() switch
        {
            "" or "u" => (false, false),
            "r" => (true, false),
            "b" => (false, true),
            "br" or "rb" => (true, true),
            _ => throw new FormatException(),
        };
    }

    private string Quoted(bool raw, bool bytes)
    {
        var quote = Peek();
        var triple = Rest().StartsWith(new string(quote, 3), StringComparison.Ordinal);
        var end = triple ? new string(quote, 3) : quote.ToString(CultureInfo.InvariantCulture);
        _at += end.Length;
        var start = _at;
        while (!Rest().StartsWith(end, StringComparison.Ordinal))
        {
            if (_at >= _text.Length || (!triple && Peek() == '\n'))
            {
                throw new FormatException();
            }

            _at += Peek() == '\\' ? 2 : 1;
        }

        var content = _text[start.._at];
        _at += end.Length;
        return raw ? content : PythonEscapes.Decode(content, bytes);
    }
}
