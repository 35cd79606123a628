using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Configuration;

/// <summary>Reads values from text by Python's rules; text that does not fit is a <see cref="FormatException"/>.</summary>
internal static class ValueText
{
    public static bool ToBool(string text)
    {
        var word = text.Split('#')[0].Trim().ToLowerInvariant();
        return word switch
        {
            "t" or "true" or "1" => true,
            "f" or "false" or "0" => false,
            _ => throw new FormatException($"'{text}' is no boolean."),
        };
    }

    public static int ToInt(string text)
    {
        var digits = Normalise(text);
        if (int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var real = ToDouble(text);
        return double.IsInteger(real) && real is >= int.MinValue and <= int.MaxValue
            ? (int)real
            : throw new FormatException($"'{text}' is no whole number.");
    }

    public static double ToDouble(string text)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var digits = Normalise(text);
        return digits.TrimStart('+', '-').ToLowerInvariant() switch
        {
            "inf" or "infinity" => digits[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
            "nan" => double.NaN,
            _ when double.TryParse(digits, style, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw new FormatException($"'{text}' is no number."),
        };
    }

    public static TimeSpan ToDuration(string text)
    {
        var seconds = ToDouble(text);
        return double.IsFinite(seconds) && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"'{text}' is no number of seconds.");
    }

    public static TimeSpan? ToOptionalDuration(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        return int.TryParse(Normalise(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"'{text}' is no whole number of seconds.");
    }

    public static IReadOnlyList<string> ToList(string text) =>
        text.Length == 0 ? [] : [.. text.Split(',').Select(item => item.Trim())];

    public static JsonNode? ToJson(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    // Python takes digits of every script, and one underscore between two digits
    private static string Normalise(string text)
    {
        var result = new StringBuilder(text.Length);
        var trimmed = text.AsSpan().Trim();
        for (var i = 0; i < trimmed.Length; i++)
        {
            var c = trimmed[i];
            if (c == '_')
            {
                if (i == 0 || i == trimmed.Length - 1 || !char.IsDigit(trimmed[i - 1]) || !char.IsDigit(trimmed[i + 1]))
                {
                    throw new FormatException($"'{text}' is no number.");
                }
            }
            else
            {
                result.Append(char.IsDigit(c) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)) : c);
            }
        }

        return result.ToString();
    }
}
