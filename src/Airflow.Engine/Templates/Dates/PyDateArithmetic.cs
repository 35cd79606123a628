using NodaTime;

namespace Airflow.Engine.Templates;

/// <summary>Sums and differences of dates and durations; null when it is none of them.</summary>
internal static class PyDateArithmetic
{
    public static object? Add(object? left, object? right) => (left, right) switch
    {
        (PyTimeDelta first, PyTimeDelta second) => new PyTimeDelta(first.Microseconds + second.Microseconds),
        (PyDateTime date, PyTimeDelta delta) => Shift(date, delta, 1),
        (PyTimeDelta delta, PyDateTime date) => Shift(date, delta, 1),
        (PyDate date, PyTimeDelta delta) => date with { Day = Shift(date.Day, delta.Days) },
        (PyTimeDelta delta, PyDate date) => date with { Day = Shift(date.Day, delta.Days) },
        (PyDateTime date, RelativeDelta relative) => relative.AddTo(date, 1),
        (RelativeDelta relative, PyDateTime date) => relative.AddTo(date, 1),
        _ => null,
    };

    public static object? Subtract(object? left, object? right) => (left, right) switch
    {
        (PyTimeDelta first, PyTimeDelta second) => new PyTimeDelta(first.Microseconds - second.Microseconds),
        (PyDateTime date, PyTimeDelta delta) => Shift(date, delta, -1),
        (PyDateTime first, PyDateTime second) => Between(second, first),
        (PyDate date, PyTimeDelta delta) => date with { Day = Shift(date.Day, -delta.Days) },
        (PyDate first, PyDate second) => new PyTimeDelta(Period.DaysBetween(second.Day, first.Day) * PyTimeDelta.PerDay),
        (PyDateTime date, RelativeDelta relative) => relative.AddTo(date, -1),
        _ => null,
    };

    public static PyTimeDelta Between(PyDateTime start, PyDateTime end)
    {
        if (start.Zone is null != end.Zone is null)
        {
            throw PyError.Type("can't subtract offset-naive and offset-aware datetimes");
        }

        return start.IsPendulum || end.IsPendulum
            ? new PyInterval(start, end)
            : new PyTimeDelta((end.Instant - start.Instant).BclCompatibleTicks / 10);
    }

    public static LocalDate Shift(LocalDate day, long days) => Math.Abs(days) < 4_000_000 && day.PlusDays((int)days) is { Year: >= 1 and <= 9999 } moved
        ? moved
        : throw new TemplateException(TemplateErrorKind.OverflowError, "date value out of range");

    private static PyDateTime Shift(PyDateTime date, PyTimeDelta delta, int sign)
    {
        if (delta is not PyInterval interval || !date.IsPendulum)
        {
            return date.Plus(sign * delta.Microseconds);
        }

        // pendulum adds an interval unit by unit, so that a month stays a month
        var period = interval.Calendar;
        return DateShift.Add(
            date,
            new DateShift(sign * period.Years, sign * period.Months, 0, sign * period.Days, sign * ((period.Hours * 3600.0) + (period.Minutes * 60) + period.Seconds + (period.Nanoseconds / 1e9))));
    }
}
