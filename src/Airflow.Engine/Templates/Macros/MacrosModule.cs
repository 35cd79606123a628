using NodaTime;

namespace Airflow.Engine.Templates;

/// <summary>The name macros of Airflow's context.</summary>
internal static class MacrosModule
{
    public static TemplateObject Create(TimeProvider time)
    {
        var macros = new TemplateObject("module") { AsText = () => "<module 'airflow.sdk.execution_time.macros'>" };
        macros.With("datetime", DateTimeClass.Create(time));
        macros.With("timedelta", DateTimeClass.TimeDelta);
        macros.With("time", TimeModule(time));
        macros.With("uuid", UuidModule.Create(time));
        macros.With("json", JsonModule());
        macros.With("yaml", YamlModule.Create());
        macros.With("dateutil", DateutilModule.Create(time));
        macros.WithMethod("random()", _ => System.Security.Cryptography.RandomNumberGenerator.GetInt32(1 << 30) / (double)(1 << 30));
        macros.WithMethod("ds_add(ds, days)", AddDays);
        macros.WithMethod("ds_format(ds, input_format, output_format)", call =>
            Strftime.Format(call.Str(2), Strptime.Parse(call.Text(0), call.Str(1))));
        macros.WithMethod("ds_format_locale(ds, input_format, output_format, locale=None)", call =>
            BabelFormat.Format(Strptime.Parse(call.Text(0), call.Str(1)), call.Str(2), call.IsNone(3) ? "en_US" : call.Text(3)));
        return macros.WithMethod("datetime_diff_for_humans(dt, since=None)", call => HumanDifference.Text(
            call.As<PyDateTime>(0),
            call.IsNone(1) ? PyDateTime.Pendulum(time.GetUtcNow()) : call.As<PyDateTime>(1),
            isNow: call.IsNone(1),
            absolute: false));
    }

    private static object? AddDays(BoundCall call)
    {
        if (!PyTruth.Of(call[1]))
        {
            return call.Text(0);
        }

        var days = PyNumber.TryDouble(call[1], out var number) ? number : throw PyError.Type($"unsupported type for timedelta days component: {PyType.Name(call[1])}");
        return Strftime.Format("%Y-%m-%d", Strptime.Parse(call.Text(0), "%Y-%m-%d").Plus(PyTimeDelta.FromSeconds(days * 86400).Microseconds));
    }

    private static TemplateObject TimeModule(TimeProvider time)
    {
        var module = new TemplateObject("module") { AsText = () => "<module 'time'>" };
        LocalDateTime At(BoundCall call) => (call.IsNone(0)
            ? Instant.FromDateTimeOffset(time.GetUtcNow())
            : NodaConstants.UnixEpoch.Plus(Duration.FromSeconds(Math.Floor(call.Float(0))))).InUtc().LocalDateTime;

        module.WithMethod("time()", _ => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);
        module.WithMethod("time_ns()", _ => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);
        module.WithMethod("gmtime(secs=None)", call => StructTime.Of(At(call)));
        module.WithMethod("localtime(secs=None)", call => StructTime.Of(At(call)));
        return module.WithMethod("strftime(format, t=None)", call => Strftime.Format(call.Str(0), ToLocal(call[1], time), null));
    }

    private static LocalDateTime ToLocal(object? structTime, TimeProvider time)
    {
        if (structTime is null)
        {
            return Instant.FromDateTimeOffset(time.GetUtcNow()).InUtc().LocalDateTime;
        }

        var parts = PySequence.Items(structTime).Select(part => part is long number ? (int)number : throw PyError.Type("Tuple or struct_time argument required")).ToArray();
        return parts.Length >= 6
            ? DateTimeMethods.Checked(() => new LocalDateTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]))
            : throw PyError.Type("time tuple must have 9 items");
    }

    private static TemplateObject JsonModule()
    {
        var module = new TemplateObject("module") { AsText = () => "<module 'json'>" };
        module.WithMethod("dumps(obj, indent=None, sort_keys=False, ensure_ascii=True)", call =>
            JsonText.Write(call[0], call.IsNone(1) ? null : call.Int(1), call.Flag(2), call.Frame, call.Flag(3)));
        return module.WithMethod("loads(s)", call => JsonText.Read(call[0] is PyBytes bytes ? System.Text.Encoding.UTF8.GetString(bytes.Content.Span) : call.Str(0)));
    }
}
