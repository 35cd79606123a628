namespace Airflow.Engine.Timetables;

/// <summary>Ticks one delta apart from wherever one starts: every instant is aligned.</summary>
internal sealed class DeltaTicks(ScheduleDelta delta) : IScheduleTicks
{
    public DateTimeOffset Next(DateTimeOffset instant) => delta.AddTo(instant);

    public DateTimeOffset Previous(DateTimeOffset instant) => delta.SubtractFrom(instant);

    public DateTimeOffset AlignToNext(DateTimeOffset instant) => instant;

    public DateTimeOffset AlignToPrevious(DateTimeOffset instant) => instant;

    public void Validate()
    {
        // Any start will do: a step either leads forward or it does not.
        var start = DateTimeOffset.UnixEpoch;
        if (delta.AddTo(start) <= start)
        {
            throw new TimetableException(TimetableException.Invalid, $"The schedule interval must be positive, not {delta}.");
        }
    }
}
