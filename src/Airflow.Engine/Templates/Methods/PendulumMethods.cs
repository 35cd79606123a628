using NodaTime;

namespace Airflow.Engine.Templates;

/// <summary>Methods of pendulum's DateTime that make other dates.</summary>
internal static class PendulumMethods
{
    private const string Units = "(self, years=0, months=0, weeks=0, days=0, hours=0, minutes=0, seconds=0, microseconds=0)";

    public static PyFunction[] All { get; } =
    [
        new("add" + Units, call => DateShift.Add(Self(call), Shift(call, 1))),
        new("subtract" + Units, call => DateShift.Add(Self(call), Shift(call, -1))),
        new("in_timezone(self, tz)", call => Self(call).In(Zone(call[1]))),
        new("in_tz(self, tz)", call => Self(call).In(Zone(call[1]))),
        new("naive(self)", call => PyDateTime.From(Self(call).Local, null, isPendulum: true)),
        new("start_of(self, unit)", call => Bounds(call).Start),
        new("end_of(self, unit)", call => Bounds(call).End),
        new("set(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tz=None)", Set),
        new("on(self, year, month, day)", call => DateTimeMethods.Checked(() => Self(call).At(new LocalDate(call.Int(1), call.Int(2), call.Int(3)).At(Self(call).Local.TimeOfDay)))),
        new("at(self, hour, minute=0, second=0, microsecond=0)", call => DateTimeMethods.Checked(() =>
            Self(call).At(Self(call).Local.Date.At(new LocalTime(call.Int(1), call.Int(2), call.Int(3)).PlusTicks(call.Long(4) * 10))))),
        new("next(self, day_of_week=None, keep_time=False)", call => Step(call, 1)),
        new("previous(self, day_of_week=None, keep_time=False)", call => Step(call, -1)),
        new("first_of(self, unit, day_of_week=None)", call => Edge(call, first: true)),
        new("last_of(self, unit, day_of_week=None)", call => Edge(call, first: false)),
        new("closest(self, *dts)", call => call.Rest.MinBy(other => Distance(Self(call), other))),
        new("farthest(self, *dts)", call => call.Rest.MaxBy(other => Distance(Self(call), other))),
        new("average(self, dt)", call => Self(call).Plus((call.As<PyDateTime>(1).Instant - Self(call).Instant).BclCompatibleTicks / 20)),
    ];

    private static PyDateTime Self(BoundCall call) => call.As<PyDateTime>(0);

    private static PyTimeZone Zone(object? value) => value switch
    {
        PyTimeZone zone => zone,
        string name => PyTimeZone.Named(name),
        long seconds => PyTimeZone.Fixed(Offset.FromSeconds((int)seconds)),
        _ => throw PyError.Type($"expected a time zone, got {PyType.Name(value)}"),
    };

    private static DateShift Shift(BoundCall call, int sign) => new(
        sign * call.Long(1),
        sign * call.Long(2),
        sign * call.Long(3),
        sign * call.Long(4),
        sign * ((call.Float(5) * 3600) + (call.Float(6) * 60) + call.Float(7) + (call.Float(8) / 1e6)));

    private static (PyDateTime Start, PyDateTime End) Bounds(BoundCall call) => Bounds(Self(call), call.Str(1));

    private static (PyDateTime Start, PyDateTime End) Bounds(PyDateTime date, string unit)
    {
        var day = date.Local.Date;
        var time = date.Local.TimeOfDay;
        var (start, length) = unit switch
        {
            "second" => (day.At(new LocalTime(time.Hour, time.Minute, time.Second)), Period.FromSeconds(1)),
            "minute" => (day.At(new LocalTime(time.Hour, time.Minute)), Period.FromMinutes(1)),
            "hour" => (day.At(new LocalTime(time.Hour, 0)), Period.FromHours(1)),
            "day" => (day.AtMidnight(), Period.FromDays(1)),
            "week" => (day.PlusDays(1 - (int)day.DayOfWeek).AtMidnight(), Period.FromDays(7)),
            "month" => (new LocalDate(day.Year, day.Month, 1).AtMidnight(), Period.FromMonths(1)),
            "quarter" => (new LocalDate(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1).AtMidnight(), Period.FromMonths(3)),
            "year" => (new LocalDate(day.Year, 1, 1).AtMidnight(), Period.FromYears(1)),
            "decade" => (new LocalDate(day.Year - (day.Year % 10), 1, 1).AtMidnight(), Period.FromYears(10)),
            "century" => (new LocalDate(day.Year - 1 - ((day.Year - 1) % 100) + 1, 1, 1).AtMidnight(), Period.FromYears(100)),
            _ => throw PyError.Value($"Invalid unit \"{unit}\""),
        };
        return (date.At(start), date.At(start.Plus(length).PlusTicks(-10)));
    }

    private static PyDateTime Set(BoundCall call)
    {
        var date = Self(call);
        int Field(int index, int current) => call.IsNone(index) ? current : call.Int(index);

        return DateTimeMethods.Checked(() => PyDateTime.From(
            new LocalDateTime(Field(1, date.Local.Year), Field(2, date.Local.Month), Field(3, date.Local.Day), Field(4, date.Local.Hour), Field(5, date.Local.Minute), Field(6, date.Local.Second))
                .PlusTicks(Field(7, (int)date.Microsecond) * 10L),
            call.IsNone(8) ? date.Zone : Zone(call[8]),
            isPendulum: true));
    }

    private static int Weekday(BoundCall call, int index, LocalDateTime fallback)
    {
        var day = call.IsNone(index) ? (long)fallback.DayOfWeek - 1 : call.Long(index);
        return day is >= 0 and <= 6 ? (int)day : throw PyError.Value("Invalid day of week");
    }

    private static PyDateTime Step(BoundCall call, int sign)
    {
        var date = Self(call);
        var target = Weekday(call, 1, date.Local);
        var local = call.Flag(2) ? date.Local : date.Local.Date.AtMidnight();
        do
        {
            local = local.PlusDays(sign);
        }
        while ((int)local.DayOfWeek - 1 != target);
        return date.At(local);
    }

    private static PyDateTime Edge(BoundCall call, bool first)
    {
        var unit = call.Str(1) is "month" or "quarter" or "year" ? call.Str(1) : throw PyError.Value($"Invalid unit \"{call.Str(1)}\" for {(first ? "first" : "last")}_of()");
        var (start, end) = Bounds(Self(call), unit);
        var day = first ? start.Local.Date : end.Local.Date;
        while (!call.IsNone(2) && (int)day.DayOfWeek - 1 != Weekday(call, 2, Self(call).Local))
        {
            day = day.PlusDays(first ? 1 : -1);
        }

        return Self(call).At(day.AtMidnight());
    }

    private static Duration Distance(PyDateTime date, object? other)
    {
        var span = (other as PyDateTime ?? throw PyError.Type("expected a date")).Instant - date.Instant;
        return span < Duration.Zero ? -span : span;
    }
}
