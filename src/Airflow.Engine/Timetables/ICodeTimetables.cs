namespace Airflow.Engine.Timetables;

/// <summary>Asks timetables that are C# code, in processes of their own and within a time-out.</summary>
public interface ICodeTimetables
{
    /// <summary>The run after the one about this interval; null when there is none.</summary>
    /// <exception cref="TimetableException">The code failed, did not answer in time, or does not advance.</exception>
    Task<DagRunInfo?> NextAsync(
        CodeTimetableSource source, DataInterval? lastAutomated, TimeRestriction restriction, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What a run is about that somebody triggers.</summary>
    /// <exception cref="TimetableException">The code failed, or did not answer in time.</exception>
    Task<DataInterval> InferManualDataIntervalAsync(CodeTimetableSource source, DateTimeOffset runAfter, CancellationToken cancellationToken);
}
