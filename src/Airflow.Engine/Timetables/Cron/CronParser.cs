using System.Globalization;
using System.Text.RegularExpressions;

namespace Airflow.Engine.Timetables.Cron;

/// <summary>Reads the text of a cron expression, in the dialect that Airflow's schedules are written in.</summary>
internal sealed partial class CronParser
{
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
    };

    private readonly string _expression;
    private readonly string[] _texts;

    private CronParser(string expression)
    {
        _expression = expression;
        var lower = expression.ToLowerInvariant();
        _texts = Blanks().Split(Aliases.GetValueOrDefault(lower, lower)).Where(text => text.Length > 0).ToArray();
    }

    /// <summary>The values of five, six or seven fields, in the order of <see cref="CronField.InOrder"/>.</summary>
    public static CronValues[] Parse(string expression)
    {
        var parser = new CronParser(expression);
        if (parser._texts.Length is < 5 or > 7)
        {
            throw parser.Error($"it has {parser._texts.Length} fields, but 5, 6 or 7 are needed: minute hour day month weekday [second [year]]");
        }
        return parser._texts.Select((_, index) => parser.ParseField(index)).ToArray();
    }

    private CronValues ParseField(int index)
    {
        var field = CronField.InOrder[index];
        var text = _texts[index];
        if (text.Contains('?', StringComparison.Ordinal))
        {
            if (text != "?" || (field != CronField.Day && field != CronField.Weekday))
            {
                throw Error(field, text, "'?' can only stand alone, in the day of month or the weekday");
            }
            text = "*";
        }
        var values = new CronValues();
        var items = text.Split(',');
        foreach (var item in items)
        {
            if (field == CronField.Day && NearestWeekdayForm().Match(item) is { Success: true } nearest)
            {
                if (items.Length > 1)
                {
                    throw Error(field, text, "'W' can only be used with a single day, not in a list");
                }
                values.NearestWeekday = Bounded(field, nearest.Groups["day"].Value, item);
                values.Add(values.NearestWeekday);
            }
            else
            {
                ParseItem(field, item, values);
            }
        }
        NormaliseFull(field, values);
        RejectMixedWeekdays(field, text, values);
        return values;
    }

    private void ParseItem(CronField field, string item, CronValues values)
    {
        var occurrence = -1;
        if (field == CronField.Weekday && WeekOfMonthForm().Match(item) is { Success: true } week)
        {
            var number = week.Groups["number"].Value;
            if (week.Groups["days"].Success)
            {
                item = week.Groups["days"].Value;
                occurrence = Number(number);
                if (occurrence is < 1 or > 5)
                {
                    throw Error(field, item, $"the week after '#' is from 1 to 5, not {number}");
                }
            }
            else
            {
                item = number;
                occurrence = 0;
            }
        }
        foreach (var value in Expand(field, item, values))
        {
            if (value < field.Min)
            {
                throw Error(field, item, $"{value} is below {field.Min}");
            }
            if (occurrence < 0)
            {
                values.Add(value);
            }
            else
            {
                values.AddNth(value, occurrence);
            }
        }
    }

    private IEnumerable<int> Expand(CronField field, string item, CronValues values)
    {
        if (item == "*")
        {
            values.HasStar = true;
            return [];
        }
        if (field == CronField.Day && item == "l")
        {
            values.HasLastDay = true;
            return [];
        }
        var text = StarStep().Replace(item, $"{field.Min}-{field.Max}${{rest}}");
        var range = RangeForm().Match(text);
        var isStartWithStep = false;
        if (!range.Success)
        {
            range = RangeForm().Match(StartStep().Replace(item, $"${{start}}-{field.Max}/${{step}}"));
            isStartWithStep = range.Success;
        }
        if (!range.Success)
        {
            return [Bounded(field, item, item)];
        }
        var step = range.Groups["step"].Success ? Number(range.Groups["step"].Value) : 1;
        if (step == 0)
        {
            throw Error(field, item, "a step of 0 never advances");
        }
        var high = range.Groups["high"].Value;
        if (field == CronField.Day && high == "l")
        {
            high = "31";
        }
        return Range(field, Bounded(field, range.Groups["low"].Value, item, false), Bounded(field, high, item, false), step, isStartWithStep);
    }

    private static IEnumerable<int> Range(CronField field, int low, int high, int step, bool isStartWithStep)
    {
        if (low == high)
        {
            if (isStartWithStep)
            {
                return [low];
            }
            // "MON-MON" and "5-5" mean the whole cycle, not one value.
            (low, high) = (field.Min, field.Max);
        }
        if (low < high)
        {
            return Steps(low, high, step);
        }
        var upper = Steps(low, field.Max, step).ToList();
        var unused = field.Max - upper[^1];
        var skip = upper[^1] - field.Min + step > field.Size && unused < step ? step - unused : 0;
        return upper.Concat(Steps(field.Min + skip, high, step));
    }

    private static IEnumerable<int> Steps(int low, int high, int step)
    {
        for (long value = low; value <= high; value += step)
        {
            yield return (int)value;
        }
    }

    private int Bounded(CronField field, string text, string item, bool checkMin = true)
    {
        if (!field.Names.TryGetValue(text, out var value))
        {
            if (text.Length == 0 || !text.All(char.IsAsciiDigit))
            {
                throw Error(field, item, $"'{text}' is neither a number nor a name of this field");
            }
            value = Number(text);
        }
        if (field == CronField.Weekday && value == 7)
        {
            value = 0;
        }
        return value > field.Max || (checkMin && value < field.Min)
            ? throw Error(field, item, $"{text} is not from {field.Min} to {field.Max}")
            : value;
    }

    /// <summary>A list of every value is the star, save that a full day list next to a restricted other day field stays a list.</summary>
    private void NormaliseFull(CronField field, CronValues values)
    {
        var count = values.Values.Count + (values.HasStar ? 1 : 0) + (values.HasLastDay ? 1 : 0);
        if (count != field.Size)
        {
            return;
        }
        var otherIsStar = field == CronField.Day ? _texts[4].Contains('*', StringComparison.Ordinal)
            : field != CronField.Weekday || _texts[2].Contains('*', StringComparison.Ordinal);
        if (otherIsStar)
        {
            values.MakeStar();
        }
    }

    private void RejectMixedWeekdays(CronField field, string text, CronValues values)
    {
        if (!values.HasNth)
        {
            return;
        }
        var count = values.Values.Count + (values.HasStar ? 1 : 0);
        foreach (var weekday in values.Values)
        {
            if (values.Nth[weekday] == 0 && count != field.Size)
            {
                throw Error(field, text, "plain weekdays cannot be mixed with '#' or 'L' ones");
            }
        }
    }

    /// <summary>The number; anything too large to matter is the largest number.</summary>
    private static int Number(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    private TimetableException Error(CronField field, string text, string reason) => Error($"in the {field.Name} '{text}', {reason}");

    private TimetableException Error(string reason) =>
        new(TimetableException.CronInvalid, $"'{_expression}' is not a valid cron expression: {reason}.");

    [GeneratedRegex("[ \t\n\r\f\v]+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex("^(?:(?<day>[0-9]+)w|w(?<day>[0-9]+))$", RegexOptions.None, 1000)]
    private static partial Regex NearestWeekdayForm();

    [GeneratedRegex("^(?:(?<days>(?:[a-z]{3}-[a-z]{3})|[a-z0-9_]+)#|l)(?<number>[0-9]+)$", RegexOptions.None, 1000)]
    private static partial Regex WeekOfMonthForm();

    [GeneratedRegex("^\\*(?<rest>/.+)$", RegexOptions.None, 1000)]
    private static partial Regex StarStep();

    [GeneratedRegex("^(?<start>.+)/(?<step>.+)$", RegexOptions.None, 1000)]
    private static partial Regex StartStep();

    [GeneratedRegex("^(?<low>[^-]+)-(?<high>[^-/]+)(?:/(?<step>[0-9]+))?$", RegexOptions.None, 1000)]
    private static partial Regex RangeForm();
}
