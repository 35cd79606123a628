using NodaTime;

namespace Airflow.Engine.Templates;

/// <summary>The classes datetime and timedelta of macros.</summary>
internal static class DateTimeClass
{
    private const string Parts = "(year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None)";

    public static TemplateObject TimeDelta { get; } = CreateTimeDelta();

    public static TemplateObject Create(TimeProvider time)
    {
        var type = new TemplateObject("type") { AsText = () => "<class 'datetime.datetime'>" };
        var make = new PyFunction("datetime" + Parts, Make);
        type.With("__call__", new PyCallable("datetime", make.Call));
        type.WithMethod("now(tz=None)", call => call[0] is PyTimeZone zone ? Now(time).In(zone) : PyDateTime.From(Now(time).Local, null, false));
        type.WithMethod("utcnow()", _ => PyDateTime.From(Now(time).Local, null, false));
        type.WithMethod("today()", _ => PyDateTime.From(Now(time).Local, null, false));
        type.WithMethod("strptime(date_string, format)", call => Strptime.Parse(call.Str(0), call.Str(1)));
        type.WithMethod("fromisoformat(date_string)", call => DateText.ParseIso(call.Str(0)) ?? throw PyError.Value($"Invalid isoformat string: {PyText.Quote(call.Str(0))}"));
        type.WithMethod("fromtimestamp(timestamp, tz=None)", call =>
            PyDateTime.From(NodaConstants.UnixEpoch.PlusTicks(PyTimeDelta.FromSeconds(call.Float(0)).Microseconds * 10), PyTimeZone.Utc, false) is var moment
                ? call[1] is PyTimeZone zone ? moment.In(zone) : PyDateTime.From(moment.Local, null, false)
                : null);
        type.With("min", PyDateTime.From(new LocalDateTime(1, 1, 1, 0, 0), null, false));
        return type.With("max", PyDateTime.From(new LocalDateTime(9999, 12, 31, 23, 59, 59).PlusTicks(9_999_990), null, false));
    }

    private static PyDateTime Now(TimeProvider time) => PyDateTime.From(Instant.FromDateTimeOffset(time.GetUtcNow()), PyTimeZone.Utc, false);

    private static object? Make(BoundCall call) => DateTimeMethods.Checked(() => PyDateTime.From(
        new LocalDateTime(call.Int(0), call.Int(1), call.Int(2), call.Int(3), call.Int(4), call.Int(5)).PlusTicks(call.Long(6) * 10),
        call[7] as PyTimeZone,
        isPendulum: false));

    private static TemplateObject CreateTimeDelta()
    {
        var type = new TemplateObject("type") { AsText = () => "<class 'datetime.timedelta'>" };
        var make = new PyFunction("timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)", call => PyTimeDelta.FromMicroseconds(
            ((((call.Float(6) * 7) + call.Float(0)) * 86400) + (call.Float(5) * 3600) + (call.Float(4) * 60) + call.Float(1)) * 1e6
            + (call.Float(3) * 1000) + call.Float(2)));
        return type.With("__call__", new PyCallable("timedelta", make.Call));
    }
}
