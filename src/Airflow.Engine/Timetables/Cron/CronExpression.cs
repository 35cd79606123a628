using System.Numerics;

namespace Airflow.Engine.Timetables.Cron;

/// <summary>
/// A parsed cron expression: five fields (minute hour day month weekday), six (and second) or seven (and year), on a wall clock without
/// a zone. Immutable; each field is a set of bits, so that a tick is found in tens of nanoseconds.
/// </summary>
public sealed class CronExpression
{
    /// <summary>How far from the start a tick is looked for.</summary>
    private const int MaxYears = 50;

    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _months;
    private readonly ulong _seconds;
    private readonly HashSet<int>? _years;
    private readonly CronDays _days;
    private readonly bool _isSplit;
    private readonly int _firstClock;
    private readonly int _lastClock;

    private CronExpression(string text, CronValues[] fields)
    {
        Text = text;
        HasSeconds = fields.Length > 5;
        IsEveryHour = fields[1].IsStar;
        _minutes = Bits(fields[0], CronField.Minute);
        _hours = Bits(fields[1], CronField.Hour);
        _months = Bits(fields[3], CronField.Month);
        _seconds = HasSeconds ? Bits(fields[5], CronField.Second) : 1;
        _years = fields.Length == 7 && !fields[6].HasStar ? fields[6].Values.ToHashSet() : null;
        _days = new CronDays(fields[2], fields[4]);
        _isSplit = _days.NeedsBothSides;
        _firstClock = FirstClock(0, 0, 0);
        _lastClock = LastClock(23, 59, 59);
    }

    /// <summary>The expression as given, presets resolved.</summary>
    public string Text { get; }

    /// <summary>Six or seven fields: ticks are told to the second.</summary>
    public bool HasSeconds { get; }

    /// <summary>The hour is exactly "*": such a schedule is followed in elapsed time when the clock changes.</summary>
    public bool IsEveryHour { get; }

    /// <summary>Parses an expression, or a preset such as @daily.</summary>
    public static CronExpression Parse(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var text = CronPresets.Resolve(expression);
        return new CronExpression(text, CronParser.Parse(text));
    }

    /// <summary>The first tick strictly after this wall-clock time.</summary>
    public DateTime Next(DateTime local)
    {
        if (!_isSplit)
        {
            return SearchForward(local, CronDaySide.All);
        }
        var first = SearchForward(local, CronDaySide.DayOfMonth);
        var second = SearchForward(local, CronDaySide.Weekday);
        return first < second ? first : second;
    }

    /// <summary>The last tick strictly before this wall-clock time.</summary>
    public DateTime Previous(DateTime local)
    {
        if (!_isSplit)
        {
            return SearchBackward(local, CronDaySide.All);
        }
        var first = SearchBackward(local, CronDaySide.DayOfMonth);
        var second = SearchBackward(local, CronDaySide.Weekday);
        return first > second ? first : second;
    }

    public override string ToString() => Text;

    private DateTime SearchForward(DateTime local, CronDaySide side)
    {
        var unit = HasSeconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMinute;
        var start = new DateTime(local.Ticks - (local.Ticks % unit) + unit);
        start.Deconstruct(out DateOnly date, out TimeOnly time);
        var (year, month, day) = date;
        var second = (int)(time.Ticks / TimeSpan.TicksPerSecond % 60);
        var clock = FirstClock(time.Hour, time.Minute, second);
        var lastYear = Math.Min(year + MaxYears, DateTime.MaxValue.Year);
        for (; year <= lastYear; year++, month = 1, day = 1, clock = _firstClock)
        {
            if (FirstInYear(year, month, day, clock, side) is { } tick)
            {
                return tick;
            }
        }
        throw NeverFires(local, "after");
    }

    private DateTime SearchBackward(DateTime local, CronDaySide side)
    {
        var unit = HasSeconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMinute;
        var before = local.Ticks - 1;
        var start = new DateTime(before - (before % unit));
        start.Deconstruct(out DateOnly date, out TimeOnly time);
        var (year, month, day) = date;
        // A tick of a five-field expression is on second 0, which the floor to the minute above has kept reachable.
        var clock = LastClock(time.Hour, time.Minute, HasSeconds ? (int)(time.Ticks / TimeSpan.TicksPerSecond % 60) : 59);
        var firstYear = Math.Max(year - MaxYears, 1);
        for (; year >= firstYear; year--, month = 12, day = 31, clock = _lastClock)
        {
            if (LastInYear(year, month, day, clock, side) is { } tick)
            {
                return tick;
            }
        }
        throw NeverFires(local, "before");
    }

    /// <summary>The first tick of the year from this day on, on that day at or after the clock; -1 when that day is over.</summary>
    private DateTime? FirstInYear(int year, int month, int day, int clock, CronDaySide side)
    {
        if (_years?.Contains(year) == false)
        {
            return null;
        }
        for (; month <= 12; month++, day = 1, clock = _firstClock)
        {
            if ((_months & (1UL << month)) == 0)
            {
                continue;
            }
            var days = _days.Of(year, month, side) & (uint.MaxValue << day) & ~(clock < 0 ? 1U << day : 0);
            if (days != 0)
            {
                var found = BitOperations.TrailingZeroCount(days);
                return At(year, month, found, found == day && clock >= 0 ? clock : _firstClock);
            }
        }
        return null;
    }

    /// <summary>The last tick of the year up to this day, on that day at or before the clock; -1 when that day has none.</summary>
    private DateTime? LastInYear(int year, int month, int day, int clock, CronDaySide side)
    {
        if (_years?.Contains(year) == false)
        {
            return null;
        }
        for (; month >= 1; month--, day = 31, clock = _lastClock)
        {
            if ((_months & (1UL << month)) == 0)
            {
                continue;
            }
            var days = _days.Of(year, month, side) & (uint.MaxValue >> (31 - day)) & ~(clock < 0 ? 1U << day : 0);
            if (days != 0)
            {
                var found = 31 - BitOperations.LeadingZeroCount(days);
                return At(year, month, found, found == day && clock >= 0 ? clock : _lastClock);
            }
        }
        return null;
    }

    private static DateTime At(int year, int month, int day, int seconds) =>
        new(new DateOnly(year, month, day).DayNumber * TimeSpan.TicksPerDay + (seconds * TimeSpan.TicksPerSecond));

    /// <summary>The first matching time of day at or after this one, in seconds; -1 when the day has none left.</summary>
    private int FirstClock(int hour, int minute, int second)
    {
        var seconds = _seconds & (ulong.MaxValue << second);
        var minutes = _minutes & (ulong.MaxValue << minute);
        if (((_hours >> hour) & 1) != 0)
        {
            if (((_minutes >> minute) & 1) != 0 && seconds != 0)
            {
                return Clock(hour, minute, BitOperations.TrailingZeroCount(seconds));
            }
            minutes &= ~(1UL << minute);
            if (minutes != 0)
            {
                return Clock(hour, BitOperations.TrailingZeroCount(minutes), BitOperations.TrailingZeroCount(_seconds));
            }
        }
        var hours = _hours & (ulong.MaxValue << hour) & ~(1UL << hour);
        return hours == 0
            ? -1
            : Clock(BitOperations.TrailingZeroCount(hours), BitOperations.TrailingZeroCount(_minutes), BitOperations.TrailingZeroCount(_seconds));
    }

    /// <summary>The last matching time of day at or before this one, in seconds; -1 when the day has none before it.</summary>
    private int LastClock(int hour, int minute, int second)
    {
        if (((_hours >> hour) & 1) != 0)
        {
            var seconds = _seconds & (ulong.MaxValue >> (63 - second));
            if (((_minutes >> minute) & 1) != 0 && seconds != 0)
            {
                return Clock(hour, minute, Highest(seconds));
            }
            var minutes = _minutes & ((1UL << minute) - 1);
            if (minutes != 0)
            {
                return Clock(hour, Highest(minutes), Highest(_seconds));
            }
        }
        var hours = _hours & ((1UL << hour) - 1);
        return hours == 0 ? -1 : Clock(Highest(hours), Highest(_minutes), Highest(_seconds));
    }

    private static int Highest(ulong bits) => 63 - BitOperations.LeadingZeroCount(bits);

    private static int Clock(int hour, int minute, int second) => (((hour * 60) + minute) * 60) + second;

    private static ulong Bits(CronValues values, CronField field) =>
        values.HasStar ? (ulong.MaxValue >> (63 - field.Max)) & (ulong.MaxValue << field.Min) : values.Bits();

    private TimetableException NeverFires(DateTime local, string direction) => new(
        TimetableException.CronNeverFires,
        $"The cron expression '{Text}' has no tick within {MaxYears} years {direction} {local:yyyy-MM-dd HH:mm:ss}.");
}
