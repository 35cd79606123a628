namespace Airflow.Engine.Templates;

/// <summary>An amount of calendar units and seconds, as pendulum's add takes it.</summary>
internal readonly record struct DateShift(long Years, long Months, long Weeks, long Days, double Seconds)
{
    /// <summary>With calendar units the wall clock moves, without them time elapses.</summary>
    public static PyDateTime Add(PyDateTime date, DateShift shift)
    {
        var micros = PyTimeDelta.FromSeconds(shift.Seconds).Microseconds;
        if (shift is { Years: 0, Months: 0, Weeks: 0, Days: 0 })
        {
            return date.Plus(micros);
        }

        var months = (shift.Years * 12) + shift.Months;
        if (Math.Abs(months) > 120_000)
        {
            throw new TemplateException(TemplateErrorKind.OverflowError, "date value out of range");
        }

        var day = PyDateArithmetic.Shift(date.Local.Date.PlusMonths((int)months), (shift.Weeks * 7) + shift.Days);
        return date.At(day.At(date.Local.TimeOfDay).PlusTicks(micros * 10));
    }
}
