using NodaTime;

namespace Airflow.Engine.Templates;

/// <summary>Methods of pendulum's DateTime and Interval that give texts, numbers and answers.</summary>
internal static class PendulumQueryMethods
{
    public static PyFunction[] All { get; } =
    [
        new("to_date_string(self)", call => Text(call, "%Y-%m-%d")),
        new("to_time_string(self)", call => Text(call, "%H:%M:%S")),
        new("to_datetime_string(self)", call => Text(call, "%Y-%m-%d %H:%M:%S")),
        new("to_formatted_date_string(self)", call => Text(call, "%b %d, %Y")),
        new("to_day_datetime_string(self)", call => PendulumFormat.Format("ddd, MMM D, YYYY h:mm A", Self(call))),
        new("to_iso8601_string(self)", call => Iso(call)),
        new("to_rfc3339_string(self)", call => Self(call).ToText('T')),
        new("to_atom_string(self)", call => PendulumFormat.Format("YYYY-MM-DDTHH:mm:ssZ", Self(call))),
        new("to_w3c_string(self)", call => PendulumFormat.Format("YYYY-MM-DDTHH:mm:ssZ", Self(call))),
        new("to_rss_string(self)", call => Text(call, "%a, %d %b %Y %H:%M:%S %z")),
        new("to_rfc822_string(self)", call => Text(call, "%a, %d %b %y %H:%M:%S %z")),
        new("to_rfc2822_string(self)", call => Text(call, "%a, %d %b %Y %H:%M:%S %z")),
        new("to_rfc850_string(self)", call => Text(call, "%A, %d-%b-%y %H:%M:%S %Z")),
        new("to_rfc1036_string(self)", call => Text(call, "%a, %d %b %y %H:%M:%S %z")),
        new("to_rfc1123_string(self)", call => Text(call, "%a, %d %b %Y %H:%M:%S %z")),
        new("to_cookie_string(self)", call => PendulumFormat.Format("dddd, DD-MMM-YYYY HH:mm:ss zz", Self(call))),
        new("format(self, fmt, locale=None)", call => PendulumFormat.Format(call.Str(1), Self(call))),
        new("diff(self, dt=None, abs=True)", call => new PyInterval(Self(call), Other(call, 1), call.Flag(2))),
        new("diff_for_humans(self, other=None, absolute=False, locale=None)", call =>
            HumanDifference.Text(Self(call), Other(call, 1), isNow: call.IsNone(1), absolute: call.Flag(2))),
        new("is_leap_year(self)", call => Self(call).Local.Calendar.IsLeapYear(Self(call).Local.Year)),
        new("is_long_year(self)", call => NodaTime.Calendars.WeekYearRules.Iso.GetWeeksInWeekYear(Self(call).Local.Year, CalendarSystem.Iso) == 53),
        new("is_utc(self)", call => Self(call).Zone is not null && Self(call).Offset == Offset.Zero),
        new("is_local(self)", call => Self(call).Offset == Offset.Zero),
        new("is_dst(self)", call => Self(call) is { Zone: { } zone } date && zone.Zone.GetZoneInterval(date.Instant).Savings != Offset.Zero),
        new("is_past(self)", call => Self(call).Instant < Now(call).Instant),
        new("is_future(self)", call => Self(call).Instant > Now(call).Instant),
        new("is_same_day(self, dt)", call => Self(call).Local.Date == call.As<PyDateTime>(1).Local.Date),
        new("is_anniversary(self, dt=None)", call => Self(call).Local.Date is var day && Other(call, 1).Local.Date is var other && day.Month == other.Month && day.Day == other.Day),
        new("is_birthday(self, dt=None)", call => Self(call).Local.Date is var day && Other(call, 1).Local.Date is var other && day.Month == other.Month && day.Day == other.Day),
    ];

    public static PyFunction[] Interval { get; } =
    [
        new("total_minutes(self)", call => Span(call).TotalSeconds / 60),
        new("total_hours(self)", call => Span(call).TotalSeconds / 3600),
        new("total_days(self)", call => Span(call).TotalSeconds / 86400),
        new("total_weeks(self)", call => Span(call).TotalSeconds / 604800),
        new("in_seconds(self)", call => Span(call).Microseconds / PyTimeDelta.PerSecond),
        new("in_minutes(self)", call => Span(call).Microseconds / PyTimeDelta.PerSecond / 60),
        new("in_hours(self)", call => Span(call).Microseconds / PyTimeDelta.PerSecond / 3600),
        new("in_days(self)", call => Span(call).Microseconds / PyTimeDelta.PerDay),
        new("in_weeks(self)", call => Span(call).Microseconds / PyTimeDelta.PerDay / 7),
        new("in_months(self)", call => (Span(call).Calendar.Years * 12L) + Span(call).Calendar.Months),
        new("in_years(self)", call => (long)Span(call).Calendar.Years),
        new("in_words(self, locale=None, separator=' ')", call => HumanDifference.Words(Span(call), call.Str(2))),
        new("as_timedelta(self)", call => new PyTimeDelta(Span(call).Microseconds)),
    ];

    public static PyDateTime Now(BoundCall call) => PyDateTime.Pendulum(call.Frame.Budget.Time.GetUtcNow());

    private static PyDateTime Self(BoundCall call) => call.As<PyDateTime>(0);

    private static PyInterval Span(BoundCall call) => call.As<PyInterval>(0);

    private static PyDateTime Other(BoundCall call, int index) => call.IsNone(index) ? Now(call).In(Self(call).Zone ?? PyTimeZone.Utc) : call.As<PyDateTime>(index);

    private static string Text(BoundCall call, string format) => Strftime.Format(format, Self(call));

    private static string Iso(BoundCall call)
    {
        var text = Self(call).ToText('T');
        return Self(call).Zone?.Name == "UTC" ? text.Replace("+00:00", "Z", StringComparison.Ordinal) : text;
    }
}
