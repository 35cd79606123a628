using System.Globalization;
using System.Text.RegularExpressions;

namespace Airflow.Engine.Timetables.Cron;

/// <summary>Puts a five-field cron expression into the English sentence that the UI shows.</summary>
internal sealed partial class CronDescription
{
    private static readonly string[] Weekdays = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;
    private static readonly string[] Ordinals = ["", "first", "second", "third", "fourth", "fifth"];

    private readonly string _minute;
    private readonly string _hour;
    private readonly string _day;
    private readonly string _month;
    private readonly string _weekday;

    private CronDescription(string[] fields)
    {
        _minute = Normalised(fields[0], "0/");
        _hour = Normalised(fields[1], "0/");
        _day = Normalised(fields[2].Replace('?', '*'), "1/");
        _month = StepToRange(Numbered(Normalised(fields[3], "1/"), Months[..12], 1), "12");
        var weekday = SevenIsSunday().Replace(
            Normalised(fields[4].Replace('?', '*'), "1/"),
            match => match.Value.EndsWith('7') ? match.Value[..^1] + "0" : match.Value);
        _weekday = StepToRange(Numbered(weekday, Weekdays, 0), "6");
        if (!HasAny(_hour, "*-,/") && HasAny(_minute, "*/"))
        {
            // A step within one hour is told as a range of that hour.
            _hour = $"{_hour}-{_hour}";
        }
        _minute = Plain(_minute);
        _hour = Plain(_hour);
        _day = Plain(_day);
        _month = Plain(_month);
        _weekday = Plain(_weekday);
    }

    /// <summary>The sentence; empty for expressions with more than five fields, for aliases, and where no sentence can be made.</summary>
    public static string Of(string expression)
    {
        var fields = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
        {
            return "";
        }
        try
        {
            return fields[2] != "*" && fields[4] != "*"
                ? $"{new CronDescription([.. fields[..4], "*"]).Sentence()} (or) {new CronDescription([.. fields[..2], "*", .. fields[3..]]).Sentence()}"
                : new CronDescription(fields).Sentence();
        }
        catch (FormatException)
        {
            // Valid for the scheduler but without words, such as a lower-case weekday rule.
            return "";
        }
    }

    private string Sentence()
    {
        var text = TimeOfDay() + DayOfMonth() + DayOfWeek() + MonthWords().Describe(_month);
        text = text.Replace(", every minute", "", StringComparison.Ordinal).Replace(", every hour", "", StringComparison.Ordinal)
            .Replace(", every day", "", StringComparison.Ordinal);
        text = LastComma().Replace(text, "");
        return text.Length == 0 ? throw new FormatException("Nothing to describe.") : char.ToUpperInvariant(text[0]) + text[1..];
    }

    private string TimeOfDay()
    {
        var isHourPlain = !HasAny(_hour, "/-,*");
        var isMinutePlain = !HasAny(_minute, "/-,*");
        if (isHourPlain && isMinutePlain)
        {
            return "At " + Time(_hour, _minute);
        }
        if (isHourPlain && _minute.Contains('-', StringComparison.Ordinal) && !_minute.Contains(',', StringComparison.Ordinal))
        {
            var ends = _minute.Split('-');
            return $"Every minute between {Time(_hour, ends[0])} and {Time(_hour, ends[1])}";
        }
        if (isMinutePlain && _hour.Contains(',', StringComparison.Ordinal) && !_hour.Contains('-', StringComparison.Ordinal))
        {
            var times = _hour.Split(',').Select(hour => Time(hour, _minute)).ToArray();
            return $"At {string.Join(", ", times[..^1])} and {times[^1]}";
        }
        var minutes = MinuteWords().Describe(_minute);
        var hours = HourWords().Describe(_hour);
        return minutes.Length > 0 && hours.Length > 0 ? $"{minutes}, {hours}" : minutes + hours;
    }

    private string DayOfMonth()
    {
        if (_day == "L")
        {
            return ", on the last day of the month";
        }
        if (NearestWeekday().Match(_day) is { Success: true } nearest)
        {
            var day = Number(nearest.Value.Replace("W", "", StringComparison.Ordinal));
            return day == 1 ? ", on the first weekday of the month" : $", on the weekday nearest day {day} of the month";
        }
        return _day == "*" && _weekday != "*" ? "" : DayWords().Describe(_day);
    }

    private string DayOfWeek()
    {
        if (_weekday == "*")
        {
            return "";
        }
        var slash = _weekday.IndexOf('/', StringComparison.Ordinal);
        var step = slash < 0 ? "" : _weekday[(slash + 1)..];
        if (step.Length > 0 && step.All(char.IsAsciiDigit))
        {
            var weekly = WeeklyDays(_weekday[..slash], Number(step));
            if (weekly is not null)
            {
                return $", every {step} weeks{weekly}";
            }
        }
        return WeekdayWords().Describe(_weekday);
    }

    /// <summary>The days of a step that reaches into other weeks, so that it tells a cadence of weeks; null for a step within a week.</summary>
    private static string? WeeklyDays(string days, int step)
    {
        if (days.Contains(',', StringComparison.Ordinal))
        {
            return (WeekdayWords() with { Listed = _ => ", only on {0}" }).Describe(days);
        }
        if (!days.Contains('-', StringComparison.Ordinal))
        {
            return null;
        }
        var ends = days.Split('-').Select(Number).ToArray();
        var size = (ends[1] == 0 ? 7 : ends[1]) - ends[0] + 1;
        if (step < size)
        {
            return null;
        }
        // A single day with a step was read as "from that day to Saturday".
        return ends[1] == 6 ? $", only on {Weekday(days.Split('-')[0])}" : WeekdayWords().Range(days, ", {0} through {1}");
    }

    private CronFieldWords MinuteWords() => new()
    {
        Every = "every minute",
        Step = step => $"every {step} minutes",
        Between = "minutes {0} through {1} past the hour",
        Listed = minute => minute == "0" && !(_hour.Contains('-', StringComparison.Ordinal) && !HasAny(_hour, "/,"))
            ? ""
            : "at {0} minutes past the hour",
    };

    private static CronFieldWords HourWords() => new()
    {
        Every = "every hour",
        Item = hour => Time(hour, "0"),
        Step = step => $"every {step} hours",
        Between = "between {0} and {1}",
        Listed = _ => "at {0}",
    };

    private static CronFieldWords DayWords() => new()
    {
        Every = ", every day",
        Step = step => step == "1" ? ", every day" : $", every {step} days",
        Between = ", between day {0} and {1} of the month",
        Listed = _ => ", on day {0} of the month",
    };

    private static CronFieldWords MonthWords() => new()
    {
        Item = month => Number(month) is var number and >= 1 and <= 12 ? Months[number - 1] : throw new FormatException($"No month {month}."),
        Step = step => $", every {step} months",
        Between = ", {0} through {1}",
        Listed = _ => ", only in {0}",
    };

    private static CronFieldWords WeekdayWords() => new()
    {
        Every = ", every day",
        Item = Weekday,
        Step = step => $", every {step} days of the week",
        Between = ", {0} through {1}",
        Listed = days =>
        {
            var week = days.IndexOf('#', StringComparison.Ordinal);
            if (week >= 0)
            {
                // Only a single rule tells its week; in a list Airflow leaves the place of the word empty.
                var ordinal = int.TryParse(days[(week + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number is >= 1 and <= 5 ? Ordinals[number] : "";
                return $", on the {ordinal} {{0}} of the month";
            }
            return days.Contains('L', StringComparison.Ordinal) ? ", on the last {0} of the month" : ", only on {0}";
        },
    };

    private static string Weekday(string text)
    {
        var week = text.IndexOf('#', StringComparison.Ordinal);
        var number = Number(week >= 0 ? text[..week] : text.Replace("L", "", StringComparison.Ordinal));
        return number < 7 ? Weekdays[number] : throw new FormatException($"No weekday {text}.");
    }

    private static string Time(string hour, string minute) => $"{Number(hour):00}:{Number(minute):00}";

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool HasAny(string text, string characters) => text.AsSpan().IndexOfAny(characters) >= 0;

    private static string Normalised(string field, string firstStep) =>
        field.StartsWith(firstStep, StringComparison.Ordinal) ? field.Replace(firstStep, "*/", StringComparison.Ordinal) : field;

    private static string Numbered(string field, string[] names, int first)
    {
        field = field.ToUpperInvariant();
        for (var i = 0; i < names.Length; i++)
        {
            field = field.Replace(names[i][..3].ToUpperInvariant(), (i + first).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }
        return field;
    }

    private static string StepToRange(string field, string last)
    {
        if (field == "*/1" || !field.Contains('/', StringComparison.Ordinal) || HasAny(field, "*-,"))
        {
            return field;
        }
        var parts = field.Split('/');
        return $"{parts[0]}-{last}/{parts[1]}";
    }

    private static string Plain(string field) => field == "*/1" ? "*" : field;

    [GeneratedRegex("^[0-9]|[^#/\\s][0-9]", RegexOptions.None, 1000)]
    private static partial Regex SevenIsSunday();

    [GeneratedRegex("^(?:[0-9]{1,2}W|W[0-9]{1,2})", RegexOptions.None, 1000)]
    private static partial Regex NearestWeekday();

    [GeneratedRegex(", ?$", RegexOptions.None, 1000)]
    private static partial Regex LastComma();
}
