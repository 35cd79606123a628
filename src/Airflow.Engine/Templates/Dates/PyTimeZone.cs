using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace Airflow.Engine.Templates;

/// <summary>A time zone: an IANA zone or a fixed offset.</summary>
internal sealed record PyTimeZone(string Name, DateTimeZone Zone)
{
    // as pendulum does: a time that does not exist moves forward by the gap, one that exists twice means the second
    private static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnForwardShifted);

    public static PyTimeZone Utc { get; } = new("UTC", DateTimeZone.Utc);

    public static PyTimeZone Fixed(Offset offset)
    {
        if (offset == Offset.Zero)
        {
            return Utc;
        }

        return new(Sign(offset, ":"), DateTimeZone.ForOffset(offset));
    }

    public static PyTimeZone Named(string name) => name.ToUpperInvariant() is "UTC" or "Z"
        ? Utc
        : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone
            ? new PyTimeZone(name, zone)
            : throw new TemplateException(TemplateErrorKind.InvalidTimezone, $"Unknown time zone '{name}'");

    /// <summary>An offset as ±HH:MM, with seconds only when there are some.</summary>
    public static string Sign(Offset offset, string separator)
    {
        var seconds = Math.Abs(offset.Seconds);
        var text = string.Create(CultureInfo.InvariantCulture, $"{(offset.Seconds < 0 ? '-' : '+')}{seconds / 3600:00}{separator}{seconds / 60 % 60:00}");
        return seconds % 60 == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}{separator}{seconds % 60:00}");
    }

    public ZonedDateTime At(LocalDateTime local) => Zone.ResolveLocal(local, Resolver);

    public string Abbreviation(Instant instant) => ReferenceEquals(Zone, DateTimeZone.Utc) ? "UTC" : Zone.GetZoneInterval(instant).Name;
}
