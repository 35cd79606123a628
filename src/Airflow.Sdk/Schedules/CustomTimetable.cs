using System.Text.Json.Serialization;

namespace Airflow;

/// <summary>
/// A timetable of your own: derive a record in the DAG file. It is asked in a process apart, never in the scheduler: once when the file is
/// read, and then once for each run. The answer must follow from what is handed over alone.
/// </summary>
public abstract record CustomTimetable : Timetable
{
    /// <summary>Short text for lists.</summary>
    /// <value>Default: the name of the record.</value>
    [JsonIgnore]
    public virtual string Summary => GetType().Name;

    /// <summary>A sentence about when it makes runs.</summary>
    /// <value>Default: empty.</value>
    [JsonIgnore]
    public virtual string Description => "";

    /// <summary>Whether it makes runs again and again.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    [JsonIgnore]
    public virtual bool IsPeriodic => true;

    /// <summary>Most runs of the DAG at a time; <see langword="null"/> for no limit of its own.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    [JsonIgnore]
    public virtual int? ActiveRunsLimit => null;

    /// <summary>The next run.</summary>
    /// <param name="lastAutomatedDataInterval">What the last run that was not triggered by hand is about; <see langword="null"/> before the first.</param>
    /// <param name="bounds">When the DAG may have runs.</param>
    /// <param name="now">The present, in UTC.</param>
    /// <returns>The run, later than the last one; <see langword="null"/> if there is none any more.</returns>
    public abstract ScheduledRun? NextDagRun(DataInterval? lastAutomatedDataInterval, ScheduleBounds bounds, DateTimeOffset now);

    /// <summary>What a run is about that somebody triggers.</summary>
    /// <param name="runAfter">When it is to run, in UTC.</param>
    /// <returns>The span of time.</returns>
    public virtual DataInterval InferManualDataInterval(DateTimeOffset runAfter) => new(runAfter, runAfter);
}
