using System.Globalization;

namespace Airflow.Engine.Timetables;

/// <summary>Instants as Airflow writes them into ids and serialised timetables: UTC, microseconds only when there are any.</summary>
public static class Iso8601
{
    /// <summary>2024-03-31T10:11:12+00:00 or 2024-03-31T10:11:12.345678+00:00.</summary>
    public static string Format(DateTimeOffset instant)
    {
        var utc = instant.ToUniversalTime();
        var form = utc.Ticks % TimeSpan.TicksPerSecond / 10 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'+00:00'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'";
        return utc.ToString(form, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads an instant; one without an offset is UTC.</summary>
    public static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(
        text,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
