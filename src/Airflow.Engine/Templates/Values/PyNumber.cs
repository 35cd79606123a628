using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Airflow.Engine.Templates;

/// <summary>Conversions between Python's numbers and their texts.</summary>
internal static class PyNumber
{
    public static object Normal(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;

    public static bool IsNumber(object? value) => value is long or bool or double or BigInteger;

    public static bool TryInteger(object? value, out BigInteger number)
    {
        switch (value)
        {
            case long small: number = small; return true;
            case bool flag: number = flag ? 1 : 0; return true;
            case BigInteger big: number = big; return true;
            default: number = default; return false;
        }
    }

    public static bool TryDouble(object? value, out double number)
    {
        switch (value)
        {
            case double real: number = real; return true;
            case long small: number = small; return true;
            case bool flag: number = flag ? 1 : 0; return true;
            case BigInteger big: number = (double)big; return true;
            default: number = 0; return false;
        }
    }

    /// <summary>The integer part of a float.</summary>
    public static object Truncate(double value) => double.IsFinite(value)
        ? Normal(new BigInteger(Math.Truncate(value)))
        : throw new TemplateException(
            double.IsNaN(value) ? TemplateErrorKind.ValueError : TemplateErrorKind.OverflowError,
            $"cannot convert float {(double.IsNaN(value) ? "NaN" : "infinity")} to integer");

    /// <summary>What int(text, base) reads: blanks around, a sign, a prefix that fits the base, underscores between digits.</summary>
    public static bool TryParseInteger(string text, int radix, [NotNullWhen(true)] out object? value)
    {
        value = null;
        var digits = text.AsSpan().Trim();
        var negative = digits.StartsWith("-", StringComparison.Ordinal);
        if (negative || digits.StartsWith("+", StringComparison.Ordinal))
        {
            digits = digits[1..];
        }

        var prefixed = digits.Length > 2 && digits[0] == '0' ? Radix(digits[1]) : 0;
        if (prefixed != 0 && (radix == 0 || radix == prefixed))
        {
            radix = prefixed;
            digits = digits[2] == '_' ? digits[3..] : digits[2..];
        }
        else if (radix == 0)
        {
            radix = 10;
            if (digits.Length > 1 && digits[0] == '0' && digits.TrimStart("0_").Length > 0)
            {
                return false;
            }
        }

        if (!TryDigits(digits, radix, out var number))
        {
            return false;
        }

        value = Normal(negative ? -number : number);
        return true;
    }

    public static bool TryParseFloat(string text, out double value)
    {
        var trimmed = text.Trim();
        var name = trimmed.TrimStart('+', '-').ToLowerInvariant();
        if (name is "inf" or "infinity" or "nan")
        {
            value = name == "nan" ? double.NaN : trimmed[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return trimmed.Length - name.Length <= 1;
        }

        value = 0;
        if (trimmed.Length == 0 || !(char.IsAsciiDigit(trimmed[^1]) || trimmed[^1] == '.') || trimmed.Contains("__", StringComparison.Ordinal) || trimmed.StartsWith('_'))
        {
            return false;
        }

        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(trimmed.Replace("_", "", StringComparison.Ordinal), style, CultureInfo.InvariantCulture, out value);
    }

    private static int Radix(char letter) => char.ToLowerInvariant(letter) switch
    {
        'x' => 16,
        'o' => 8,
        'b' => 2,
        _ => 0,
    };

    private static bool TryDigits(ReadOnlySpan<char> digits, int radix, out BigInteger number)
    {
        number = BigInteger.Zero;
        if (digits.IsEmpty || digits[0] == '_' || digits[^1] == '_')
        {
            return false;
        }

        RenderBudget.Integer(digits.Length);
        if (radix == 10 && !digits.ContainsAnyExceptInRange('0', '9'))
        {
            number = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
            return true;
        }

        for (var index = 0; index < digits.Length; index++)
        {
            if (digits[index] == '_' && digits[index - 1] != '_')
            {
                continue;
            }

            var digit = Digit(digits[index]);
            if (digit >= radix)
            {
                return false;
            }

            number = (number * radix) + digit;
        }

        return true;
    }

    private static int Digit(char letter) => letter switch
    {
        >= '0' and <= '9' => letter - '0',
        >= 'a' and <= 'z' => letter - 'a' + 10,
        >= 'A' and <= 'Z' => letter - 'A' + 10,
        _ => int.MaxValue,
    };
}
