namespace Airflow.Engine.Timetables;

/// <summary>The instants at which a schedule ticks.</summary>
public interface IScheduleTicks
{
    /// <summary>The first tick strictly after the instant.</summary>
    DateTimeOffset Next(DateTimeOffset instant);

    /// <summary>The last tick strictly before the instant.</summary>
    DateTimeOffset Previous(DateTimeOffset instant);

    /// <summary>The instant itself when it is a tick, else the next one.</summary>
    DateTimeOffset AlignToNext(DateTimeOffset instant);

    /// <summary>The instant itself when it is a tick, else the previous one.</summary>
    DateTimeOffset AlignToPrevious(DateTimeOffset instant);
}
