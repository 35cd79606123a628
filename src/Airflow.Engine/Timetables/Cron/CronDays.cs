namespace Airflow.Engine.Timetables.Cron;

/// <summary>The days of a month that an expression's two day fields match, as bits 1 to 31.</summary>
internal sealed class CronDays
{
    private readonly uint _days;
    private readonly bool _isEveryDay;
    private readonly bool _hasLastDay;
    private readonly int _nearestWeekday;
    private readonly bool _isEveryWeekday;
    private readonly uint _weekdays;
    private readonly byte[]? _nth;
    private readonly bool _isUnion;

    public CronDays(CronValues days, CronValues weekdays)
    {
        _days = (uint)days.Bits();
        _isEveryDay = days.HasStar;
        _hasLastDay = days.HasLastDay;
        _nearestWeekday = days.NearestWeekday;
        _isEveryWeekday = weekdays.HasStar;
        _weekdays = (uint)weekdays.Bits();
        _nth = weekdays.HasNth ? weekdays.Nth.ToArray() : null;
        var areBothRestricted = !_isEveryDay && !_isEveryWeekday;
        _isUnion = areBothRestricted && _nth is null && _nearestWeekday == 0;
        NeedsBothSides = areBothRestricted && !_isUnion;
    }

    /// <summary>
    /// Both fields are restricted and one of them by '#', 'L' or 'W', which stays in force while the other field is blanked: the two
    /// sides are then searched one by one, and a side without any tick makes the expression one that never fires.
    /// </summary>
    public bool NeedsBothSides { get; }

    public uint Of(int year, int month, CronDaySide side)
    {
        var count = DateTime.DaysInMonth(year, month);
        var all = (uint.MaxValue >> (31 - count)) & ~1U;
        var days = DaysOfMonth(year, month, count, all, side);
        var weekdays = Weekdays(year, month, count, all, side);
        return _isUnion ? days | weekdays : days & weekdays;
    }

    private uint DaysOfMonth(int year, int month, int count, uint all, CronDaySide side)
    {
        if (_nearestWeekday > 0)
        {
            return 1U << Nearest(year, month, count);
        }
        if (_isEveryDay || side == CronDaySide.Weekday)
        {
            return all;
        }
        return (_days & all) | (_hasLastDay ? 1U << count : 0);
    }

    private uint Weekdays(int year, int month, int count, uint all, CronDaySide side)
    {
        if (_nth is null && (_isEveryWeekday || side == CronDaySide.DayOfMonth))
        {
            return all;
        }
        var first = (int)new DateOnly(year, month, 1).DayOfWeek;
        var result = 0U;
        for (var weekday = 0; weekday < 7; weekday++)
        {
            var firstDay = 1 + ((weekday - first + 7) % 7);
            if (_nth is null)
            {
                if ((_weekdays & (1U << weekday)) != 0)
                {
                    result |= 0b1_0000_0010_0000_0100_0000_1000_0001U << firstDay;
                }
            }
            else if (_nth[weekday] != 0)
            {
                result |= Nth(_nth[weekday], firstDay, count);
            }
        }
        return result & all;
    }

    private static uint Nth(byte occurrences, int firstDay, int count)
    {
        var result = 0U;
        for (var occurrence = 1; occurrence <= 5; occurrence++)
        {
            var day = firstDay + ((occurrence - 1) * 7);
            if ((occurrences & (1 << occurrence)) != 0 && day <= count)
            {
                result |= 1U << day;
            }
        }
        return (occurrences & 1) == 0 ? result : result | (1U << (firstDay + ((count - firstDay) / 7 * 7)));
    }

    /// <summary>Monday to Friday nearest the wanted day, never leaving the month.</summary>
    private int Nearest(int year, int month, int count)
    {
        var day = Math.Min(_nearestWeekday, count);
        return new DateOnly(year, month, day).DayOfWeek switch
        {
            DayOfWeek.Saturday => day > 1 ? day - 1 : day + 2,
            DayOfWeek.Sunday => day < count ? day + 1 : day - 2,
            _ => day,
        };
    }
}
