using System.Globalization;
using System.Numerics;

namespace Airflow.Engine.Templates;

/// <summary>Python's timedelta.</summary>
internal class PyTimeDelta(long microseconds)
{
    public const long PerSecond = 1_000_000;
    public const long PerDay = 86_400 * PerSecond;

    public long Microseconds => microseconds;

    public long Days => (long)PyArithmetic.FloorDivide(microseconds, PerDay);

    public long Seconds => (microseconds - (Days * PerDay)) / PerSecond;

    public long Remainder => (microseconds - (Days * PerDay)) % PerSecond;

    public double TotalSeconds => microseconds / 1e6;

    public static PyTimeDelta FromSeconds(double seconds) => FromMicroseconds(seconds * 1e6);

    public static PyTimeDelta FromMicroseconds(double value) => Math.Abs(value) < 9e18
        ? new((long)Math.Round(value, MidpointRounding.ToEven))
        : throw new TemplateException(TemplateErrorKind.OverflowError, "days out of range of a timedelta");

    public PyTimeDelta Times(double factor) => factor >= long.MinValue && factor <= long.MaxValue && double.IsInteger(factor) && Math.Abs(factor) < 1e15
        ? FromBig((BigInteger)microseconds * (long)factor)
        : FromMicroseconds(microseconds * factor);

    public override bool Equals(object? obj) => obj is PyTimeDelta other && other.Microseconds == microseconds;

    public override int GetHashCode() => microseconds.GetHashCode();

    public string Text()
    {
        var days = Days;
        var seconds = Seconds;
        var prefix = days == 0 ? "" : $"{days} day{(Math.Abs(days) == 1 ? "" : "s")}, ";
        var fraction = Remainder == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{Remainder:000000}");
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}{fraction}");
    }

    public virtual string Repr()
    {
        var parts = new List<string>();
        AddPart(parts, "days", Days);
        AddPart(parts, "seconds", Seconds);
        AddPart(parts, "microseconds", Remainder);
        return $"datetime.timedelta({(parts.Count == 0 ? "0" : string.Join(", ", parts))})";
    }

    private static void AddPart(List<string> parts, string name, long value)
    {
        if (value != 0)
        {
            parts.Add($"{name}={value}");
        }
    }

    private static PyTimeDelta FromBig(BigInteger value) => BigInteger.Abs(value) < long.MaxValue
        ? new PyTimeDelta((long)value)
        : throw new TemplateException(TemplateErrorKind.OverflowError, "days out of range of a timedelta");
}
