using NodaTime;
using NodaTime.Calendars;

namespace Airflow.Engine.Templates;

/// <summary>Methods of Python's datetime, date, time and timedelta.</summary>
internal static class DateTimeMethods
{
    private const string ReplaceSignature = "replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo='')";

    public static PyFunction[] Shared { get; } =
    [
        new("strftime(self, format)", call => Strftime.Format(call.Str(1), DateOf(call))),
        new("isoformat(self, sep='T', timespec='auto')", IsoFormat),
        new("date(self)", call => new PyDate(DateOf(call).Local.Date, DateOf(call).IsPendulum)),
        new("time(self)", call => new PyTime(DateOf(call).Local.TimeOfDay, DateOf(call).IsPendulum)),
        new("timestamp(self)", call => (DateOf(call).Instant - NodaConstants.UnixEpoch).BclCompatibleTicks / 1e7),
        new("weekday(self)", call => (long)DateOf(call).Local.DayOfWeek - 1),
        new("isoweekday(self)", call => (long)DateOf(call).Local.DayOfWeek),
        new("isocalendar(self)", call => IsoCalendar(DateOf(call).Local.Date)),
        new("toordinal(self)", call => Ordinal(DateOf(call).Local.Date)),
        new("utcoffset(self)", call => DateOf(call).Zone is null ? null : new PyTimeDelta(DateOf(call).Offset.Seconds * PyTimeDelta.PerSecond)),
        new("tzname(self)", call => DateOf(call).Zone?.Abbreviation(DateOf(call).Instant)),
        new("dst(self)", call => DateOf(call) is { Zone: { } zone } date ? new PyTimeDelta((long)zone.Zone.GetZoneInterval(date.Instant).Savings.Seconds * PyTimeDelta.PerSecond) : null),
        new("astimezone(self, tz=None)", call => DateOf(call).In(call[1] as PyTimeZone ?? PyTimeZone.Utc)),
        new("ctime(self)", call => Strftime.Format("%a %b %e %H:%M:%S %Y", DateOf(call))),
        new("timetuple(self)", call => StructTime.Of(DateOf(call).Local)),
        new(ReplaceSignature, Replace),
    ];

    public static PyFunction[] Date { get; } =
    [
        new("strftime(self, format)", call => Strftime.Format(call.Str(1), call.As<PyDate>(0).Day.AtMidnight(), null)),
        new("isoformat(self)", call => call.As<PyDate>(0).IsoFormat()),
        new("weekday(self)", call => (long)call.As<PyDate>(0).Day.DayOfWeek - 1),
        new("isoweekday(self)", call => (long)call.As<PyDate>(0).Day.DayOfWeek),
        new("isocalendar(self)", call => IsoCalendar(call.As<PyDate>(0).Day)),
        new("toordinal(self)", call => Ordinal(call.As<PyDate>(0).Day)),
        new("replace(self, year=None, month=None, day=None)", call => Checked(() => call.As<PyDate>(0) with
        {
            Day = new LocalDate(Field(call, 1, call.As<PyDate>(0).Day.Year), Field(call, 2, call.As<PyDate>(0).Day.Month), Field(call, 3, call.As<PyDate>(0).Day.Day)),
        })),
    ];

    public static PyFunction[] Time { get; } =
    [
        new("strftime(self, format)", call => Strftime.Format(call.Str(1), new LocalDate(1900, 1, 1).At(call.As<PyTime>(0).Value), null)),
        new("isoformat(self)", call => call.As<PyTime>(0).IsoFormat()),
    ];

    public static PyFunction[] Delta { get; } =
    [
        new("total_seconds(self)", call => call.As<PyTimeDelta>(0).TotalSeconds),
    ];

    /// <summary>Runs what makes a date of numbers and turns impossible ones into Python's error.</summary>
    public static T Checked<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new TemplateException(TemplateErrorKind.ValueError, $"{exception.ParamName} is out of range", innerException: exception);
        }
    }

    private static PyDateTime DateOf(BoundCall call) => call.As<PyDateTime>(0);

    private static int Field(BoundCall call, int index, int current) => call.IsNone(index) ? current : call.Int(index);

    private static object? IsoFormat(BoundCall call)
    {
        var date = DateOf(call);
        var separator = call.Str(1) is [var only] ? only : throw PyError.Type("sep must be a single character");
        var format = call.Str(2) switch
        {
            "auto" => null,
            "hours" => "%H",
            "minutes" => "%H:%M",
            "seconds" => "%H:%M:%S",
            "milliseconds" or "microseconds" => "%H:%M:%S.%f",
            var other => throw PyError.Value($"Unknown timespec value {other}"),
        };
        if (format is null)
        {
            return date.ToText(separator);
        }

        var time = Strftime.Format(format, date);
        time = call.Str(2) == "milliseconds" ? time[..^3] : time;
        return Strftime.Format("%Y-%m-%d", date) + separator + time + (date.Zone is null ? "" : PyTimeZone.Sign(date.Offset, ":"));
    }

    private static TemplateObject IsoCalendar(LocalDate day)
    {
        object?[] parts = [(long)WeekYearRules.Iso.GetWeekYear(day), (long)WeekYearRules.Iso.GetWeekOfWeekYear(day), (long)day.DayOfWeek];
        return new TemplateObject("IsoCalendarDate")
        {
            AsText = () => $"datetime.IsoCalendarDate(year={parts[0]}, week={parts[1]}, weekday={parts[2]})",
            Each = () => parts,
            Length = () => parts.Length,
            FindItem = key => key is long index and >= -3 and < 3 ? () => parts[(index + 3) % 3] : null,
        }.With("year", parts[0]).With("week", parts[1]).With("weekday", parts[2]);
    }

    private static long Ordinal(LocalDate day) => Period.DaysBetween(new LocalDate(1, 1, 1), day) + 1L;

    public static PyDateTime Replace(BoundCall call)
    {
        var date = DateOf(call);
        var local = date.Local;
        return Checked(() =>
        {
            var moved = new LocalDateTime(
                Field(call, 1, local.Year), Field(call, 2, local.Month), Field(call, 3, local.Day),
                Field(call, 4, local.Hour), Field(call, 5, local.Minute), Field(call, 6, local.Second));
            moved = moved.PlusTicks(Field(call, 7, (int)date.Microsecond) * 10L);
            return PyDateTime.From(moved, call[8] is string ? date.Zone : call[8] as PyTimeZone, date.IsPendulum);
        });
    }
}
