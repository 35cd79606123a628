using NodaTime;

namespace Airflow.Engine.Templates;

/// <summary>Python's date.</summary>
internal sealed record PyDate(LocalDate Day, bool IsPendulum = false)
{
    public string IsoFormat() => Strftime.Format("%Y-%m-%d", Day.AtMidnight(), null);

    public string Repr() => IsPendulum ? $"Date({Day.Year}, {Day.Month}, {Day.Day})" : $"datetime.date({Day.Year}, {Day.Month}, {Day.Day})";
}
