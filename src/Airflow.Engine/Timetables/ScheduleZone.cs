using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace Airflow.Engine.Timetables;

/// <summary>The time zone that a schedule's wall clock is read in: an IANA zone or a fixed offset east of UTC.</summary>
public sealed class ScheduleZone : IEquatable<ScheduleZone>
{
    private readonly DateTimeZone? _zone;
    private readonly long _offsetTicks;

    private ScheduleZone(string name, DateTimeZone? zone, TimeSpan offset)
    {
        Name = name;
        _zone = zone;
        _offsetTicks = offset.Ticks;
    }

    public static ScheduleZone Utc { get; } = new("UTC", null, TimeSpan.Zero);

    /// <summary>The IANA name, "UTC", or the offset as +05:30.</summary>
    public string Name { get; }

    /// <summary>True for UTC and fixed offsets, whose wall clock never jumps.</summary>
    public bool IsFixed => _zone is null;

    /// <summary>Seconds east of UTC of a fixed zone.</summary>
    public int OffsetSeconds => (int)(_offsetTicks / TimeSpan.TicksPerSecond);

    /// <summary>The zone of that IANA name; "UTC" in any case.</summary>
    public static ScheduleZone Parse(string name)
    {
        if (string.Equals(name, "UTC", StringComparison.OrdinalIgnoreCase))
        {
            return Utc;
        }
        // The provider also knows "UTC+05:30"; Airflow takes such a text for a name that does not exist.
        var zone = TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(name) ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) : null;
        return zone is null
            ? throw new TimetableException(TimetableException.UnknownZone, $"'{name}' is not a known time zone; use an IANA name such as Europe/Berlin.")
            : new ScheduleZone(name, zone, TimeSpan.Zero);
    }

    /// <summary>The zone that is always this far east of UTC.</summary>
    public static ScheduleZone FromOffset(TimeSpan offset)
    {
        if (offset == TimeSpan.Zero)
        {
            return Utc;
        }
        var sign = offset < TimeSpan.Zero ? '-' : '+';
        return new ScheduleZone(sign + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture), null, offset);
    }

    /// <summary>The wall clock at that instant.</summary>
    public DateTime ToLocal(DateTimeOffset instant)
    {
        if (_zone is null)
        {
            return new DateTime(instant.UtcTicks + _offsetTicks, DateTimeKind.Unspecified);
        }
        var offset = _zone.GetUtcOffset(Instant.FromUnixTimeTicks(instant.UtcTicks - DateTime.UnixEpoch.Ticks));
        return new DateTime(instant.UtcTicks + offset.Ticks, DateTimeKind.Unspecified);
    }

    /// <summary>
    /// The instant of a wall-clock time: the second one when the clock shows it twice, moved forward by the gap when the clock never
    /// shows it.
    /// </summary>
    public DateTimeOffset ToInstant(DateTime local)
    {
        if (_zone is null)
        {
            return new DateTimeOffset(local.Ticks - _offsetTicks, TimeSpan.Zero);
        }
        var mapping = _zone.MapLocal(LocalDateTime.FromDateTime(local));
        var interval = mapping.Count == 2 ? mapping.LateInterval : mapping.EarlyInterval;
        return new DateTimeOffset(local.Ticks - interval.WallOffset.Ticks, TimeSpan.Zero);
    }

    public bool Equals(ScheduleZone? other) => other is not null && Name == other.Name && _offsetTicks == other._offsetTicks;

    public override bool Equals(object? obj) => Equals(obj as ScheduleZone);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    public override string ToString() => Name;
}
