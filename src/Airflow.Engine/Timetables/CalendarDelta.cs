using System.Text;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables;

/// <summary>
/// A step in calendar units, as dateutil's relativedelta: amounts that are added, and fields that are set. A day that the target month
/// does not have becomes its last one.
/// </summary>
public sealed record CalendarDelta
{
    private static readonly string[] Amounts = ["years", "months", "days", "leapdays", "hours", "minutes", "seconds", "microseconds"];
    private static readonly string[] SetFields = ["year", "month", "day", "hour", "minute", "second", "microsecond"];
    private static readonly string[] WeekdayNames = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    private readonly int[] _amounts = new int[Amounts.Length];
    private readonly int?[] _fields = new int?[SetFields.Length];
    private int? _weekday;
    private int? _weekdayNumber;

    private CalendarDelta()
    {
    }

    /// <summary>The step has months or years, which have no fixed length.</summary>
    public bool HasMonths => _amounts[0] != 0 || _amounts[1] != 0;

    /// <summary>The length of the parts that have one; a month counts 30 days and a year 365.</summary>
    public long NominalSeconds =>
        (((_amounts[0] * 365L) + (_amounts[1] * 30L) + _amounts[2]) * 86400) + (_amounts[4] * 3600L) + (_amounts[5] * 60L) + _amounts[6];

    /// <summary>Reads {"months": 1}; knows weeks too.</summary>
    public static CalendarDelta FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var delta = new CalendarDelta();
        foreach (var (name, value) in json)
        {
            delta.Set(name, value ?? throw Bad(name));
        }
        delta.Carry();
        return delta;
    }

    public DateTimeOffset AddTo(DateTimeOffset instant) => Apply(instant, 1);

    public DateTimeOffset SubtractFrom(DateTimeOffset instant) => Apply(instant, -1);

    /// <summary>The parts that are not zero.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, value) in Parts())
        {
            json[name] = value;
        }
        if (_weekday is { } weekday)
        {
            json["weekday"] = _weekdayNumber is { } number ? new JsonArray(weekday, number) : new JsonArray(weekday);
        }
        return json;
    }

    /// <summary>relativedelta(months=+1)</summary>
    public override string ToString()
    {
        var parts = Amounts.Zip(_amounts).Where(part => part.Second != 0).Select(part => $"{part.First}={part.Second:+0;-0}")
            .Concat(SetFields.Zip(_fields).Take(3).Where(part => part.Second is not null).Select(part => $"{part.First}={part.Second}"))
            .Concat(_weekday is { } weekday ? [$"weekday={WeekdayText(weekday)}"] : [])
            .Concat(SetFields.Zip(_fields).Skip(3).Where(part => part.Second is not null).Select(part => $"{part.First}={part.Second}"));
        return new StringBuilder("relativedelta(").AppendJoin(", ", parts).Append(')').ToString();
    }

    private string WeekdayText(int weekday) =>
        _weekdayNumber is { } number ? $"{WeekdayNames[weekday]}({number:+0;-0})" : WeekdayNames[weekday];

    private IEnumerable<KeyValuePair<string, int>> Parts() =>
        Amounts.Zip(_amounts).Where(part => part.Second != 0).Select(part => KeyValuePair.Create(part.First, part.Second))
            .Concat(SetFields.Zip(_fields).Where(part => part.Second is not null and not 0).Select(part => KeyValuePair.Create(part.First, part.Second ?? 0)));

    private void Set(string name, JsonNode value)
    {
        if (name == "weekday")
        {
            var parts = value as JsonArray ?? throw Bad(name);
            _weekday = parts[0]!.GetValue<int>();
            _weekdayNumber = parts.Count > 1 ? parts[1]!.GetValue<int>() : null;
            return;
        }
        var number = (int)value.GetValue<double>();
        if (name == "weeks")
        {
            _amounts[2] += number * 7;
        }
        else if (Array.IndexOf(Amounts, name) is var amount and >= 0)
        {
            _amounts[amount] += number;
        }
        else if (Array.IndexOf(SetFields, name) is var field and >= 0)
        {
            _fields[field] = number;
        }
        else
        {
            throw Bad(name);
        }
    }

    /// <summary>Carries what is too large into the next unit, but never days into months.</summary>
    private void Carry()
    {
        CarryInto(7, 6, 1_000_000);
        CarryInto(6, 5, 60);
        CarryInto(5, 4, 60);
        CarryInto(4, 2, 24);
        CarryInto(1, 0, 12);
    }

    private void CarryInto(int from, int to, int size)
    {
        if (Math.Abs(_amounts[from]) >= size)
        {
            _amounts[to] += _amounts[from] / size;
            _amounts[from] %= size;
        }
    }

    private DateTimeOffset Apply(DateTimeOffset instant, int sign)
    {
        var utc = instant.UtcDateTime;
        var months = (((_fields[0] ?? utc.Year) + (sign * _amounts[0])) * 12) + ((_fields[1] ?? utc.Month) - 1) + (sign * _amounts[1]);
        var (year, month) = (months / 12, (months % 12) + 1);
        var day = Math.Min(DateTime.DaysInMonth(year, month), _fields[2] ?? utc.Day);
        var microsecond = _fields[6] ?? (int)(utc.Ticks % TimeSpan.TicksPerSecond / 10);
        var result = new DateTime(year, month, day, _fields[3] ?? utc.Hour, _fields[4] ?? utc.Minute, _fields[5] ?? utc.Second, DateTimeKind.Utc)
            .AddTicks((microsecond * 10L) + (utc.Ticks % 10));
        var days = (sign * _amounts[2]) + (_amounts[3] != 0 && month > 2 && DateTime.IsLeapYear(year) ? sign * _amounts[3] : 0);
        result = result.AddDays(days).AddHours(sign * _amounts[4]).AddMinutes(sign * _amounts[5]).AddSeconds(sign * _amounts[6])
            .AddTicks(sign * _amounts[7] * 10L);
        return new DateTimeOffset(OnWeekday(result), TimeSpan.Zero);
    }

    private DateTime OnWeekday(DateTime date)
    {
        if (_weekday is not { } weekday)
        {
            return date;
        }
        var number = _weekdayNumber ?? 1;
        var today = ((int)date.DayOfWeek + 6) % 7;
        var jump = (Math.Abs(number) - 1) * 7;
        return number > 0
            ? date.AddDays(jump + ((7 - today + weekday) % 7))
            : date.AddDays(-(jump + ((today - weekday + 7) % 7)));
    }

    private static TimetableException Bad(string name) => new(TimetableException.Invalid, $"'{name}' is not a part of a calendar delta.");
}
