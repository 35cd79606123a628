using NodaTime;

namespace Airflow.Engine.Templates;

/// <summary>The parts of dateutil that templates use: parser, relativedelta and tz.</summary>
internal static class DateutilModule
{
    public static TemplateObject Create(TimeProvider time)
    {
        var parser = new TemplateObject("module") { AsText = () => "<module 'dateutil.parser'>" };
        parser.WithMethod("parse(timestr, dayfirst=False)", call =>
            DateText.Parse(call.Str(0), Instant.FromDateTimeOffset(time.GetUtcNow()).InUtc().Date, call.Flag(1)));
        parser.WithMethod("isoparse(dt_str)", call => DateText.ParseIso(call.Str(0)) ?? throw PyError.Value("Invalid isoformat string"));

        var relative = new TemplateObject("module") { AsText = () => "<module 'dateutil.relativedelta'>" };
        relative.WithMethod(RelativeDelta.Signature, call => RelativeDelta.Make(call));

        var zones = new TemplateObject("module") { AsText = () => "<module 'dateutil.tz'>" };
        zones.With("UTC", PyTimeZone.Utc);
        zones.WithMethod("tzutc()", _ => PyTimeZone.Utc);
        zones.WithMethod("gettz(name=None)", call => call.IsNone(0) ? PyTimeZone.Utc : PyTimeZone.Named(call.Str(0)));

        return new TemplateObject("module") { AsText = () => "<module 'dateutil'>" }
            .With("parser", parser)
            .With("relativedelta", relative)
            .With("tz", zones);
    }
}
