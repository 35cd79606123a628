using System.Globalization;
using NodaTime;

namespace Airflow.Engine.Templates;

/// <summary>Python's time of day.</summary>
internal sealed record PyTime(LocalTime Value, bool IsPendulum = false)
{
    public long Microsecond => Value.NanosecondOfSecond / 1000;

    public string IsoFormat() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Value.Hour:00}:{Value.Minute:00}:{Value.Second:00}{(Microsecond == 0 ? "" : $".{Microsecond:000000}")}");

    public string Repr() => $"{(IsPendulum ? "Time" : "datetime.time")}({Value.Hour}, {Value.Minute}, {Value.Second}{(Microsecond == 0 ? "" : $", {Microsecond}")})";
}
