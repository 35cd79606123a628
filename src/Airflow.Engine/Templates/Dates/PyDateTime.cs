using System.Globalization;
using NodaTime;

namespace Airflow.Engine.Templates;

/// <summary>A date and time: pendulum's DateTime, which Airflow's context holds, or Python's datetime, which macros make.</summary>
internal sealed class PyDateTime
{
    private const long TicksPerMicrosecond = 10;
    private const double MaxMicroseconds = 4e17;

    private PyDateTime(LocalDateTime local, PyTimeZone? zone, Offset offset, bool isPendulum)
    {
        if (local.Year is < 1 or > 9999)
        {
            throw new TemplateException(TemplateErrorKind.OverflowError, "date value out of range");
        }

        Local = local;
        Zone = zone;
        Offset = offset;
        IsPendulum = isPendulum;
    }

    public LocalDateTime Local { get; }

    public PyTimeZone? Zone { get; }

    public Offset Offset { get; }

    public bool IsPendulum { get; }

    public long Microsecond => Local.NanosecondOfSecond / 1000;

    /// <summary>The moment; a date without a zone counts as one in UTC.</summary>
    public Instant Instant => Local.WithOffset(Offset).ToInstant();

    public static PyDateTime Pendulum(DateTimeOffset instant) => From(Instant.FromDateTimeOffset(instant), PyTimeZone.Utc, isPendulum: true);

    public static PyDateTime From(Instant instant, PyTimeZone zone, bool isPendulum)
    {
        var zoned = instant.InZone(zone.Zone);
        return new PyDateTime(zoned.LocalDateTime, zone, zoned.Offset, isPendulum);
    }

    public static PyDateTime From(LocalDateTime local, PyTimeZone? zone, bool isPendulum)
    {
        if (zone is null)
        {
            return new PyDateTime(local, null, Offset.Zero, isPendulum);
        }

        if (local.Year is < 1 or > 9999)
        {
            throw new TemplateException(TemplateErrorKind.OverflowError, "date value out of range");
        }

        var zoned = zone.At(local);
        return new PyDateTime(zoned.LocalDateTime, zone, zoned.Offset, isPendulum);
    }

    /// <summary>The same wall clock with other values, in the same zone.</summary>
    public PyDateTime At(LocalDateTime local) => From(local, Zone, IsPendulum);

    public PyDateTime In(PyTimeZone zone) => From(Instant, zone, IsPendulum);

    /// <summary>Adds time: elapsed time to pendulum's, wall-clock time to Python's own.</summary>
    public PyDateTime Plus(long microseconds)
    {
        if (Math.Abs((double)microseconds) > MaxMicroseconds)
        {
            throw OutOfRange();
        }

        var local = Local.PlusTicks(microseconds * TicksPerMicrosecond);
        if (!IsPendulum || Zone is null)
        {
            return From(local, Zone, IsPendulum);
        }

        return local.Year is >= 1 and <= 9999 ? From(Instant.PlusTicks(microseconds * TicksPerMicrosecond), Zone, isPendulum: true) : throw OutOfRange();
    }

    public bool SameInstant(PyDateTime other) => Zone is null == other.Zone is null && Instant == other.Instant;

    public override bool Equals(object? obj) => obj is PyDateTime other && SameInstant(other);

    public override int GetHashCode() => Instant.GetHashCode();

    public int CompareTo(PyDateTime other, string operation) => Zone is null == other.Zone is null
        ? Instant.CompareTo(other.Instant)
        : throw PyError.Type($"can't compare offset-naive and offset-aware datetimes ({operation})");

    public string ToText(char separator) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Local.Year:0000}-{Local.Month:00}-{Local.Day:00}{separator}{new PyTime(Local.TimeOfDay).IsoFormat()}{(Zone is null ? "" : PyTimeZone.Sign(Offset, ":"))}");

    public string Repr()
    {
        var micros = Microsecond == 0 ? "" : $", {Microsecond}";
        var parts = $"{Local.Year}, {Local.Month}, {Local.Day}, {Local.Hour}, {Local.Minute}";
        var seconds = IsPendulum || Local.Second != 0 || Microsecond != 0 ? $", {Local.Second}{micros}" : "";
        var zone = Zone is null ? "" : $", tzinfo=Timezone('{Zone.Name}')";
        return IsPendulum ? $"DateTime({parts}{seconds}{zone})" : $"datetime.datetime({parts}{seconds}{zone})";
    }

    private static TemplateException OutOfRange() => new(TemplateErrorKind.OverflowError, "date value out of range");
}
