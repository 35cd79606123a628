using System.Globalization;
using System.Numerics;

namespace Airflow.Engine.Templates;

/// <summary>Rounds floats as Python does: correctly from their exact value, ties to even.</summary>
internal static class PyRounding
{
    public static double Round(double value, int digits)
    {
        if (!double.IsFinite(value) || digits > 320)
        {
            return value;
        }

        return digits >= 0
            ? double.Parse(Fixed(value, digits), CultureInfo.InvariantCulture)
            : Math.Round(value / Math.Pow(10, -digits), MidpointRounding.ToEven) * Math.Pow(10, -digits);
    }

    /// <summary>The text with a fixed number of digits after the point, rounded from the exact binary value.</summary>
    public static string Fixed(double value, int digits)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = new BigInteger(bits & 0xFFFFFFFFFFFFF) + (exponent > 0 ? BigInteger.One << 52 : 0);
        var shift = Math.Max(exponent, 1) - 1075;
        var scaled = mantissa * BigInteger.Pow(10, digits);
        scaled = shift >= 0 ? scaled << shift : Halve(scaled, -shift);
        var text = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        var sign = bits < 0 ? "-" : "";
        return digits == 0 ? sign + text : $"{sign}{text[..^digits]}.{text[^digits..]}";
    }

    private static BigInteger Halve(BigInteger value, int shift)
    {
        var down = value >> shift;
        var rest = value - (down << shift);
        var half = BigInteger.One << (shift - 1);
        return rest > half || (rest == half && !down.IsEven) ? down + 1 : down;
    }
}
