namespace Airflow.Engine.Templates;

/// <summary>Pendulum's differences in words, in English.</summary>
internal static class HumanDifference
{
    public static string Text(PyDateTime date, PyDateTime other, bool isNow, bool absolute)
    {
        var span = new PyInterval(date, other, absolute: true);
        var (unit, count) = Largest(span);
        var text = unit == "second" && count < 11 ? "a few seconds" : $"{count} {unit}{(count == 1 ? "" : "s")}";
        return (absolute, isNow, isFuture: date.Instant > other.Instant) switch
        {
            (true, _, _) => text,
            (_, true, true) => "in " + text,
            (_, true, false) => text + " ago",
            (_, _, true) => text + " after",
            _ => text + " before",
        };
    }

    /// <summary>All units that are not zero, largest first.</summary>
    public static string Words(PyInterval span, string separator)
    {
        var period = span.Calendar;
        var words = new (string Unit, long Count)[]
        {
            ("year", period.Years), ("month", period.Months), ("week", period.Days / 7), ("day", period.Days % 7),
            ("hour", period.Hours), ("minute", period.Minutes), ("second", period.Seconds),
        }.Where(part => part.Count != 0).Select(part => $"{part.Count} {part.Unit}{(Math.Abs(part.Count) == 1 ? "" : "s")}").ToList();
        return words.Count > 0 ? string.Join(separator, words) : "0 microseconds";
    }

    // pendulum rounds up to the next unit when little is missing
    private static (string Unit, long Count) Largest(PyInterval span)
    {
        var period = span.Calendar;
        var weeks = period.Days / 7;
        var days = period.Days % 7;
        return period switch
        {
            { Years: > 0 } => ("year", period.Years + (period.Months > 6 ? 1 : 0)),
            { Months: 11 } when (weeks * 7) + days > 15 => ("year", 1),
            { Months: > 0 } => ("month", period.Months + ((weeks * 7) + days >= 27 ? 1 : 0)),
            _ when weeks > 0 => ("week", weeks + (days > 3 ? 1 : 0)),
            _ when days > 0 => ("day", days + (period.Hours >= 22 ? 1 : 0)),
            { Hours: > 0 } => ("hour", period.Hours),
            { Minutes: > 0 } => ("minute", period.Minutes),
            _ => ("second", period.Seconds),
        };
    }
}
