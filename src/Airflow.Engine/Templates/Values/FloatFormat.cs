using System.Globalization;
using System.Numerics;
using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>The float presentations f, e, g and %, shared by all of Python's ways to format.</summary>
internal static class FloatFormat
{
    /// <summary>Formats a number that is not negative.</summary>
    public static string Format(double value, char kind, int precision, bool alternate)
    {
        if (!double.IsFinite(value))
        {
            var name = double.IsNaN(value) ? "nan" : "inf";
            return char.IsUpper(kind) ? name.ToUpperInvariant() : name;
        }

        var text = char.ToLowerInvariant(kind) switch
        {
            'f' => PyRounding.Fixed(value, precision),
            'e' => Exponent(value, precision),
            _ => General(value, Math.Max(precision, 1), alternate),
        };
        text = alternate && !text.Contains('.', StringComparison.Ordinal) ? text + "." : text;
        return char.IsUpper(kind) ? text.ToUpperInvariant() : text;
    }

    /// <summary>Digits of a number that is not negative.</summary>
    public static string Digits(BigInteger value, int radix)
    {
        if (radix == 10 || value.IsZero)
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        var digits = new StringBuilder();
        for (var rest = value; !rest.IsZero; rest /= radix)
        {
            digits.Insert(0, "0123456789abcdef"[(int)(rest % radix)]);
        }

        return digits.ToString();
    }

    private static string Exponent(double value, int precision)
    {
        var text = value.ToString("e" + precision.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var at = text.IndexOf('e', StringComparison.Ordinal);
        var exponent = int.Parse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{text[..at]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string General(double value, int precision, bool alternate)
    {
        var scientific = Exponent(value, precision - 1);
        var at = scientific.IndexOf('e', StringComparison.Ordinal);
        var exponent = Math.Abs(value) > 0 ? int.Parse(scientific.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        if (exponent < -4 || exponent >= precision)
        {
            return (alternate ? scientific[..at] : Trim(scientific[..at])) + scientific[at..];
        }

        var text = PyRounding.Fixed(value, Math.Max(precision - 1 - exponent, 0));
        return alternate ? text : Trim(text);
    }

    private static string Trim(string text) => text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
}
