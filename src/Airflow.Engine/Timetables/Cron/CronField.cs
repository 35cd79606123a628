using System.Collections.Frozen;

namespace Airflow.Engine.Timetables.Cron;

/// <summary>One field of a cron expression: its bounds and the names it takes.</summary>
internal sealed record CronField(string Name, int Min, int Max, FrozenDictionary<string, int> Names)
{
    private static readonly FrozenDictionary<string, int> NoNames = FrozenDictionary<string, int>.Empty;

    private static readonly FrozenDictionary<string, int> MonthNames =
        Numbered(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1);

    private static readonly FrozenDictionary<string, int> WeekdayNames = Numbered(["sun", "mon", "tue", "wed", "thu", "fri", "sat"], 0);

    public static readonly CronField Minute = new("minute", 0, 59, NoNames);
    public static readonly CronField Hour = new("hour", 0, 23, NoNames);
    public static readonly CronField Day = new("day of month", 1, 31, NoNames);
    public static readonly CronField Month = new("month", 1, 12, MonthNames);
    public static readonly CronField Weekday = new("day of week", 0, 6, WeekdayNames);
    public static readonly CronField Second = new("second", 0, 59, NoNames);
    public static readonly CronField Year = new("year", 1970, 2099, NoNames);

    /// <summary>The order in an expression; seconds come after the weekday.</summary>
    public static readonly CronField[] InOrder = [Minute, Hour, Day, Month, Weekday, Second, Year];

    public int Size => Max - Min + 1;

    private static FrozenDictionary<string, int> Numbered(string[] names, int first) =>
        names.Select((name, index) => KeyValuePair.Create(name, index + first)).ToFrozenDictionary(StringComparer.Ordinal);
}
