using System.Globalization;

namespace Airflow.Engine.Dags;

/// <summary>Python's text of a float: the shortest digits that read back as the same number, with a point or an exponent.</summary>
internal static class PythonFloat
{
    public static string Text(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var sign = shortest[0] == '-' ? "-" : "";
        var mantissa = shortest.AsSpan(sign.Length);
        var exponent = 0;
        if (mantissa.IndexOf('E') is >= 0 and var at)
        {
            exponent = int.Parse(mantissa[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            mantissa = mantissa[..at];
        }

        var point = mantissa.IndexOf('.') is >= 0 and var dot ? dot : mantissa.Length;
        var digits = string.Concat(mantissa[..point], mantissa[Math.Min(point + 1, mantissa.Length)..]);
        var leading = digits.Length - digits.AsSpan().TrimStart('0').Length;
        digits = digits.Trim('0');
        return sign + (digits.Length == 0 ? "0.0" : Layout(digits, point + exponent - leading));
    }

    /// <summary>Lays out 0.digits times ten to the power of <paramref name="point"/>.</summary>
    private static string Layout(string digits, int point)
    {
        if (point is <= -4 or > 16)
        {
            var exponent = point - 1;
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        if (point <= 0)
        {
            return "0." + new string('0', -point) + digits;
        }

        return digits.Length <= point ? digits.PadRight(point, '0') + ".0" : digits[..point] + "." + digits[point..];
    }
}
