using NodaTime;

namespace Airflow.Engine.Templates;

/// <summary>dateutil's relativedelta: amounts to add, and fields to set.</summary>
internal sealed class RelativeDelta : TemplateObject
{
    private static readonly string[] Amounts = ["years", "months", "weeks", "days", "hours", "minutes", "seconds", "microseconds"];
    private static readonly string[] Fields = ["year", "month", "day", "hour", "minute", "second", "microsecond"];

    private readonly Dictionary<string, double> _amounts;
    private readonly Dictionary<string, long> _fields;

    private RelativeDelta(Dictionary<string, double> amounts, Dictionary<string, long> fields)
        : base("relativedelta")
    {
        _amounts = amounts;
        _fields = fields;
    }

    public static string Signature =>
        $"relativedelta(dt1=None, dt2=None, {string.Join(", ", Amounts.Select(name => name + "=0"))}, {string.Join(", ", Fields.Select(name => name + "=None"))})";

    public static RelativeDelta Make(BoundCall call)
    {
        if (!call.IsNone(0) || !call.IsNone(1))
        {
            throw PyError.Type("relativedelta of two dates is not supported in templates; subtract them");
        }

        return new RelativeDelta(
            Amounts.Select((name, index) => (name, index)).ToDictionary(item => item.name, item => call.Float(item.index + 2), StringComparer.Ordinal),
            Fields.Select((name, index) => (name, index)).Where(item => !call.IsNone(item.index + 2 + Amounts.Length))
                .ToDictionary(item => item.name, item => call.Long(item.index + 2 + Amounts.Length), StringComparer.Ordinal));
    }

    public PyDateTime AddTo(PyDateTime date, int sign)
    {
        var local = date.Local;
        var moved = new LocalDate(Field("year", local.Year), Field("month", local.Month), 1);
        moved = moved.PlusMonths(sign * (int)((_amounts["years"] * 12) + _amounts["months"]));
        moved = moved.PlusDays(Math.Min(Field("day", local.Day), moved.Calendar.GetDaysInMonth(moved.Year, moved.Month)) - 1);
        moved = PyDateArithmetic.Shift(moved, sign * (long)((_amounts["weeks"] * 7) + _amounts["days"]));
        var time = new LocalTime(Field("hour", local.Hour), Field("minute", local.Minute), Field("second", local.Second))
            .PlusTicks(Field("microsecond", (int)date.Microsecond) * 10L);
        var seconds = (_amounts["hours"] * 3600) + (_amounts["minutes"] * 60) + _amounts["seconds"] + (_amounts["microseconds"] / 1e6);
        return date.At(moved.At(time).PlusTicks(sign * PyTimeDelta.FromSeconds(seconds).Microseconds * 10));
    }

    public override string Repr()
    {
        var parts = _amounts.Where(item => Math.Abs(item.Value) > 0).Select(item => $"{item.Key}={(item.Value > 0 ? "+" : "")}{PyText.Str(PyNumber.Truncate(item.Value))}")
            .Concat(_fields.Select(item => $"{item.Key}={item.Value}"));
        return $"relativedelta({string.Join(", ", parts)})";
    }

    private int Field(string name, int current) => _fields.TryGetValue(name, out var value) ? (int)value : current;
}
