using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Airflow.Engine.Dags;

namespace Airflow.Engine.Templates;

/// <summary>Python's format specification: <c>[[fill]align][sign][#][0][width][,][.precision][type]</c>.</summary>
internal static partial class FormatSpec
{
    private const int MaxWidth = 1_000_000;

    public static string Apply(object? value, string spec)
    {
        if (spec.Length == 0)
        {
            return PyText.Str(value);
        }

        switch (value)
        {
            case PyDateTime date: return Strftime.Format(spec, date);
            case PyDate date: return Strftime.Format(spec, date.Day.AtMidnight(), null);
            case PyUndefined undefined: throw undefined.Error();
        }

        var match = Pattern().Match(spec);
        if (!match.Success)
        {
            throw PyError.Value($"Invalid format specifier '{spec}' for object of type '{PyType.Name(value)}'");
        }

        var shape = new Shape(match);
        return value switch
        {
            string text => Text(text, shape),
            double or bool or long or BigInteger => Number(value, shape),
            _ => throw PyError.Type($"unsupported format string passed to {PyType.Name(value)}.__format__"),
        };
    }

    [GeneratedRegex(@"^(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<alt>\#)?(?<zero>0)?(?<width>\d+)?(?<group>[,_])?(?:\.(?<precision>\d+))?(?<type>[bcdeEfFgGnosxX%])?$", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();

    private static string Text(string text, Shape shape)
    {
        if (shape.Type is not ('\0' or 's'))
        {
            throw PyError.Value($"Unknown format code '{shape.Type}' for object of type 'str'");
        }

        if (shape.Align == '=' || shape.Sign != '-')
        {
            throw PyError.Value("'=' alignment not allowed in string format specifier");
        }

        var cut = shape.Precision >= 0 && shape.Precision < PyString.Length(text) ? PyString.Part(text, 0, shape.Precision) : text;
        return Pad("", cut, shape, '<');
    }

    private static string Number(object value, Shape shape)
    {
        var isReal = value is double || shape.Type is 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%';
        if (value is double && shape.Type is 'b' or 'c' or 'd' or 'o' or 'x' or 'X' or 's' || shape.Type == 's')
        {
            throw PyError.Value($"Unknown format code '{shape.Type}' for object of type '{PyType.Name(value)}'");
        }

        if (value is bool && shape.Type == '\0')
        {
            return Pad("", PyText.Str(value), shape, '>');
        }

        PyNumber.TryDouble(value, out var real);
        PyNumber.TryInteger(value, out var integer);
        var negative = isReal ? double.IsNegative(real) : integer.Sign < 0;
        var digits = isReal ? Real(Math.Abs(real), shape) : Integer(BigInteger.Abs(integer), shape);
        var sign = negative ? "-" : shape.Sign == '-' ? "" : shape.Sign.ToString();
        return Pad(sign, shape.Group == '\0' ? digits : Grouped(digits, shape.Group), shape, '>');
    }

    private static string Real(double value, Shape shape) => shape.Type switch
    {
        '%' => FloatFormat.Format(value * 100, 'f', shape.Precision < 0 ? 6 : shape.Precision, shape.IsAlternate) + "%",
        '\0' when shape.Precision < 0 => PythonFloat.Text(value),
        '\0' => WithPoint(FloatFormat.Format(value, 'g', shape.Precision, shape.IsAlternate)),
        'n' => FloatFormat.Format(value, 'g', shape.Precision < 0 ? 6 : shape.Precision, shape.IsAlternate),
        var type => FloatFormat.Format(value, type, shape.Precision < 0 ? 6 : shape.Precision, shape.IsAlternate),
    };

    private static string WithPoint(string text) => text.AsSpan().ContainsAny('.', 'e', 'n') ? text : text + ".0";

    private static string Integer(BigInteger value, Shape shape) => shape.Type switch
    {
        'x' => (shape.IsAlternate ? "0x" : "") + FloatFormat.Digits(value, 16),
        'X' => (shape.IsAlternate ? "0X" : "") + FloatFormat.Digits(value, 16).ToUpperInvariant(),
        'o' => (shape.IsAlternate ? "0o" : "") + FloatFormat.Digits(value, 8),
        'b' => (shape.IsAlternate ? "0b" : "") + FloatFormat.Digits(value, 2),
        'c' => value < 0x110000 ? char.ConvertFromUtf32((int)value) : throw new TemplateException(TemplateErrorKind.OverflowError, "%c arg not in range(0x110000)"),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static string Grouped(string digits, char separator)
    {
        var end = digits.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var at ? at : digits.Length;
        var whole = digits[..end];
        for (var place = end - 3; place > 0; place -= 3)
        {
            whole = whole.Insert(place, separator.ToString());
        }

        return whole + digits[end..];
    }

    private static string Pad(string sign, string text, Shape shape, char defaultAlign)
    {
        var missing = Math.Max(shape.Width - PyString.Length(text) - sign.Length, 0);
        var align = shape.Align != '\0' ? shape.Align : shape.IsZero ? '=' : defaultAlign;
        var fill = shape.Fill != '\0' ? shape.Fill : shape.IsZero ? '0' : ' ';
        return align switch
        {
            '<' => sign + text + new string(fill, missing),
            '^' => new string(fill, missing / 2) + sign + text + new string(fill, missing - (missing / 2)),
            '=' => sign + new string(fill, missing) + text,
            _ => new string(fill, missing) + sign + text,
        };
    }

    private readonly struct Shape(Match match)
    {
        public char Fill { get; } = Letter(match, "fill", '\0');

        public char Align { get; } = Letter(match, "align", '\0');

        public char Sign { get; } = Letter(match, "sign", '-');

        public bool IsAlternate { get; } = match.Groups["alt"].Success;

        public bool IsZero { get; } = match.Groups["zero"].Success;

        public int Width { get; } = Count(match, "width", 0);

        public char Group { get; } = Letter(match, "group", '\0');

        public int Precision { get; } = Count(match, "precision", -1);

        public char Type { get; } = Letter(match, "type", '\0');

        private static char Letter(Match match, string name, char fallback) => match.Groups[name].Success ? match.Groups[name].Value[0] : fallback;

        private static int Count(Match match, string name, int fallback) => !match.Groups[name].Success
            ? fallback
            : int.TryParse(match.Groups[name].Value, CultureInfo.InvariantCulture, out var number) && number <= MaxWidth ? number : throw PyError.Value("Too many decimal digits in format string");
    }
}
