namespace Airflow.Engine.Templates;

/// <summary>Airflow's own filters.</summary>
internal static class DateFilters
{
    public static PyFunction[] All { get; } =
    [
        new("ds(value)", call => Format(call, "%Y-%m-%d", "strftime")),
        new("ds_nodash(value)", call => Format(call, "%Y%m%d", "strftime")),
        new("ts(value)", call => Iso(call)),
        new("ts_nodash(value)", call => Format(call, "%Y%m%dT%H%M%S", "strftime")),
        new("ts_nodash_with_tz(value)", call => Iso(call)?.Replace("-", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal)),
    ];

    private static string? Format(BoundCall call, string format, string method) => call[0] switch
    {
        null => null,
        PyDateTime date => Strftime.Format(format, date),
        PyDate date => Strftime.Format(format, date.Day.AtMidnight(), null),
        PyTime time => Strftime.Format(format, new NodaTime.LocalDate(1900, 1, 1).At(time.Value), null),
        PyUndefined undefined => throw undefined.Error(),
        var other => throw PyError.Attribute(other, method),
    };

    private static string? Iso(BoundCall call) => call[0] switch
    {
        null => null,
        PyDateTime date => date.ToText('T'),
        PyDate date => date.IsoFormat(),
        PyTime time => time.IsoFormat(),
        PyUndefined undefined => throw undefined.Error(),
        var other => throw PyError.Attribute(other, "isoformat"),
    };
}
