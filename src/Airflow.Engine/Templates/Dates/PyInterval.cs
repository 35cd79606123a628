using NodaTime;

namespace Airflow.Engine.Templates;

/// <summary>Pendulum's Interval: a timedelta that knows its two ends.</summary>
internal sealed class PyInterval(PyDateTime start, PyDateTime end, bool absolute = false)
    : PyTimeDelta(Elapsed(start, end, absolute))
{
    public PyDateTime Start => absolute && end.Instant < start.Instant ? end : start;

    public PyDateTime End => absolute && end.Instant < start.Instant ? start : end;

    /// <summary>The difference in calendar units.</summary>
    public Period Calendar => Period.Between(Start.Local, End.In(Start.Zone ?? PyTimeZone.Utc).Local, PeriodUnits.YearMonthDay | PeriodUnits.AllTimeUnits);

    public override string Repr() => $"<Interval [{Start.ToText(' ')} -> {End.ToText(' ')}]>";

    private static long Elapsed(PyDateTime start, PyDateTime end, bool absolute)
    {
        var micros = (end.Instant - start.Instant).BclCompatibleTicks / 10;
        return absolute ? Math.Abs(micros) : micros;
    }
}
