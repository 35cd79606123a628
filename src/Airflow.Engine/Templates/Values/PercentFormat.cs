using System.Globalization;
using System.Numerics;
using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>Python's formatting by the operator %.</summary>
internal sealed class PercentFormat
{
    private const int MaxWidth = 1_000_000;

    private readonly string _format;
    private readonly object? _value;
    private readonly object?[] _items;
    private int _at;
    private int _next;

    private PercentFormat(string format, object? value)
    {
        _format = format;
        _value = value;
        _items = value is PyTuple tuple ? tuple.Items : [value];
    }

    public static string Apply(string format, object? value, Frame frame)
    {
        if (value is PyUndefined undefined)
        {
            undefined.UseAsEmpty();
        }

        var formatter = new PercentFormat(format, value);
        var text = formatter.Run();
        frame.Budget.Chars(text.Length);
        return formatter._next < formatter._items.Length && value is not (PyDict or PyList) && !formatter._usedNames
            ? throw PyError.Type("not all arguments converted during string formatting")
            : text;
    }

    private bool _usedNames;

    private string Run()
    {
        var text = new StringBuilder();
        while (_at < _format.Length)
        {
            var letter = _format[_at++];
            if (letter != '%')
            {
                text.Append(letter);
            }
            else if (_at < _format.Length && _format[_at] == '%')
            {
                _at++;
                text.Append('%');
            }
            else
            {
                text.Append(Conversion());
            }
        }

        return text.ToString();
    }

    private string Conversion()
    {
        object? named = null;
        var isNamed = _at < _format.Length && _format[_at] == '(';
        if (isNamed)
        {
            var end = _format.IndexOf(')', _at) is >= 0 and var close ? close : throw PyError.Value("incomplete format key");
            named = (_value as PyDict ?? throw PyError.Type("format requires a mapping"))[_format[(_at + 1)..end]];
            _usedNames = true;
            _at = end + 1;
        }

        var flags = While("-+ 0#");
        var width = Number();
        var precision = -1;
        if (_at < _format.Length && _format[_at] == '.')
        {
            _at++;
            precision = Math.Max(Number() ?? 0, 0);
        }

        While("hlL");
        var kind = _at < _format.Length ? _format[_at++] : throw PyError.Value("incomplete format");
        var value = isNamed ? named : Take();
        var left = flags.Contains('-', StringComparison.Ordinal) || width < 0;
        return Pad(Convert(kind, value, precision, flags), Math.Abs(width ?? 0), left, flags.Contains('0', StringComparison.Ordinal) && kind is not ('s' or 'r' or 'a' or 'c'));
    }

    private string While(string letters)
    {
        var start = _at;
        while (_at < _format.Length && letters.Contains(_format[_at], StringComparison.Ordinal))
        {
            _at++;
        }

        return _format[start.._at];
    }

    private int? Number()
    {
        if (_at < _format.Length && _format[_at] == '*')
        {
            _at++;
            return Take() is long given && Math.Abs(given) <= MaxWidth ? (int)given : throw PyError.Type("* wants int");
        }

        var digits = While("0123456789");
        return digits.Length == 0 ? null : int.TryParse(digits, CultureInfo.InvariantCulture, out var number) && number <= MaxWidth ? number : throw PyError.Value("width too big");
    }

    private object? Take() => _next < _items.Length ? _items[_next++] : throw PyError.Type("not enough arguments for format string");

    private static string Convert(char kind, object? value, int precision, string flags) => kind switch
    {
        's' => Cut(PyText.Str(value), precision),
        'r' or 'a' => Cut(PyText.Repr(value), precision),
        'c' => Character(value),
        'd' or 'i' or 'u' => Signed(Integer(value), flags, number => number.ToString(CultureInfo.InvariantCulture), precision),
        'x' or 'X' or 'o' => Signed(Exact(kind, value), flags, number => Radix(number, kind, flags), precision),
        'f' or 'F' or 'e' or 'E' or 'g' or 'G' => Real(value, flags, number => FloatFormat.Format(number, kind, precision < 0 ? 6 : precision, flags.Contains('#', StringComparison.Ordinal))),
        _ => throw PyError.Value($"unsupported format character '{kind}' (0x{(int)kind:x})"),
    };

    private static string Character(object? value) => value switch
    {
        string text when PyString.Length(text) == 1 => text,
        long code and >= 0 and < 0x110000 => char.ConvertFromUtf32((int)code),
        _ => throw PyError.Type("%c requires int or char"),
    };

    private static BigInteger Exact(char kind, object? value) =>
        value is double ? throw PyError.Type($"%{kind} format: an integer is required, not float") : Integer(value);

    private static string Cut(string text, int precision) => precision >= 0 && precision < PyString.Length(text) ? PyString.Part(text, 0, precision) : text;

    private static BigInteger Integer(object? value) => value switch
    {
        double real => PyNumber.TryInteger(PyNumber.Truncate(real), out var truncated) ? truncated : 0,
        PyUndefined undefined => throw undefined.Error(),
        _ => PyNumber.TryInteger(value, out var number) ? number : throw PyError.Type($"%d format: a real number is required, not {PyType.Name(value)}"),
    };

    private static string Signed(BigInteger value, string flags, Func<BigInteger, string> text, int precision)
    {
        var digits = text(BigInteger.Abs(value));
        return Sign(value.Sign < 0, flags) + (precision > digits.Length ? digits.PadLeft(precision, '0') : digits);
    }

    private static string Real(object? value, string flags, Func<double, string> text)
    {
        if (value is PyUndefined undefined)
        {
            throw undefined.Error();
        }

        var number = PyNumber.TryDouble(value, out var real) ? real : throw PyError.Type($"must be real number, not {PyType.Name(value)}");
        return Sign(double.IsNegative(number) && !double.IsNaN(number), flags) + text(Math.Abs(number));
    }

    private static string Sign(bool negative, string flags) =>
        negative ? "-" : flags.Contains('+', StringComparison.Ordinal) ? "+" : flags.Contains(' ', StringComparison.Ordinal) ? " " : "";

    private static string Radix(BigInteger value, char kind, string flags)
    {
        var digits = FloatFormat.Digits(value, kind is 'o' ? 8 : 16);
        var prefix = flags.Contains('#', StringComparison.Ordinal) ? "0" + kind : "";
        return prefix + (kind == 'X' ? digits.ToUpperInvariant() : digits);
    }

    private static string Pad(string text, int width, bool left, bool zeros)
    {
        var missing = width - PyString.Length(text);
        if (missing <= 0)
        {
            return text;
        }

        if (left)
        {
            return text + new string(' ', missing);
        }

        var sign = zeros && text.Length > 0 && text[0] is '-' or '+' or ' ' ? 1 : 0;
        return zeros ? text[..sign] + new string('0', missing) + text[sign..] : new string(' ', missing) + text;
    }
}
