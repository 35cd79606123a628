using System.Collections.Frozen;
using System.Numerics;
using NodaTime.Calendars;

namespace Airflow.Engine.Templates;

/// <summary>The attributes without call that types of values have.</summary>
internal static class PyProperties
{
    private static readonly FrozenDictionary<string, Func<PyDateTime, object?>> DateTime = new Dictionary<string, Func<PyDateTime, object?>>(StringComparer.Ordinal)
    {
        ["year"] = date => (long)date.Local.Year,
        ["month"] = date => (long)date.Local.Month,
        ["day"] = date => (long)date.Local.Day,
        ["hour"] = date => (long)date.Local.Hour,
        ["minute"] = date => (long)date.Local.Minute,
        ["second"] = date => (long)date.Local.Second,
        ["microsecond"] = date => date.Microsecond,
        ["tzinfo"] = date => date.Zone,
        ["fold"] = _ => 0L,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Func<PyDateTime, object?>> Pendulum = new Dictionary<string, Func<PyDateTime, object?>>(StringComparer.Ordinal)
    {
        ["tz"] = date => date.Zone,
        ["timezone"] = date => date.Zone,
        ["timezone_name"] = date => date.Zone?.Name,
        ["offset"] = date => date.Zone is null ? null : (long)date.Offset.Seconds,
        ["offset_hours"] = date => date.Zone is null ? null : date.Offset.Seconds / 3600.0,
        ["day_of_week"] = date => (long)date.Local.DayOfWeek - 1,
        ["day_of_year"] = date => (long)date.Local.DayOfYear,
        ["week_of_year"] = date => (long)WeekYearRules.Iso.GetWeekOfWeekYear(date.Local.Date),
        ["week_of_month"] = date => WeekOfMonth(date),
        ["days_in_month"] = date => (long)date.Local.Calendar.GetDaysInMonth(date.Local.Year, date.Local.Month),
        ["quarter"] = date => (date.Local.Month + 2L) / 3,
        ["int_timestamp"] = date => date.Instant.ToUnixTimeSeconds(),
        ["float_timestamp"] = date => (date.Instant - NodaTime.NodaConstants.UnixEpoch).BclCompatibleTicks / 1e7,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool TryGet(object? value, string name, out object? attribute)
    {
        attribute = null;
        switch (value)
        {
            case PyDateTime date:
                var found = DateTime.GetValueOrDefault(name) ?? (date.IsPendulum ? Pendulum.GetValueOrDefault(name) : null);
                attribute = found?.Invoke(date);
                return found is not null;
            case PyDate date:
                attribute = name switch
                {
                    "year" => (long)date.Day.Year,
                    "month" => (long)date.Day.Month,
                    "day" => (long)date.Day.Day,
                    _ => null,
                };
                return attribute is not null;
            case PyTime time:
                attribute = Time(time, name);
                return attribute is not null;
            case PyTimeDelta delta:
                attribute = Delta(delta, name);
                return attribute is not null;
            case PyTimeZone zone:
                attribute = name is "name" or "key" ? zone.Name : null;
                return attribute is not null;
            case PyRange range:
                attribute = name switch { "start" => range.Start, "stop" => range.Stop, "step" => range.Step, _ => null };
                return attribute is not null;
            case PyMacro macro:
                attribute = macro.Attribute(name);
                return attribute is not null;
            default:
                return TryNumber(value, name, out attribute);
        }
    }

    private static object? Time(PyTime time, string name) => name switch
    {
        "hour" => (long)time.Value.Hour,
        "minute" => (long)time.Value.Minute,
        "second" => (long)time.Value.Second,
        "microsecond" => time.Microsecond,
        _ => null,
    };

    private static object? Delta(PyTimeDelta delta, string name)
    {
        if (delta is PyInterval interval)
        {
            return name switch
            {
                "start" => interval.Start,
                "end" => interval.End,
                "years" => (long)interval.Calendar.Years,
                "months" => (long)interval.Calendar.Months,
                "weeks" => interval.Calendar.Days / 7L,
                "remaining_days" => interval.Calendar.Days % 7L,
                "hours" => interval.Calendar.Hours,
                "minutes" => interval.Calendar.Minutes,
                "remaining_seconds" => interval.Calendar.Seconds,
                "days" => interval.Microseconds / PyTimeDelta.PerDay,
                "seconds" => interval.Microseconds % PyTimeDelta.PerDay / PyTimeDelta.PerSecond,
                "microseconds" => interval.Microseconds % PyTimeDelta.PerSecond,
                _ => null,
            };
        }

        return name switch
        {
            "days" => delta.Days,
            "seconds" => delta.Seconds,
            "microseconds" => delta.Remainder,
            _ => null,
        };
    }

    private static bool TryNumber(object? value, string name, out object? attribute)
    {
        attribute = (value, name) switch
        {
            (long or bool or BigInteger, "real" or "numerator") => PyArithmetic.Plus(value),
            (long or bool or BigInteger, "imag") => 0L,
            (long or bool or BigInteger, "denominator") => 1L,
            (double, "real") => value,
            (double, "imag") => 0.0,
            _ => null,
        };
        return attribute is not null;
    }

    private static object WeekOfMonth(PyDateTime date)
    {
        var first = (int)date.Local.Date.With(NodaTime.DateAdjusters.StartOfMonth).DayOfWeek;
        return (date.Local.Day + first - 2L) / 7 + 1;
    }
}
