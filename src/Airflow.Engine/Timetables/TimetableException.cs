namespace Airflow.Engine.Timetables;

/// <summary>A timetable that cannot be built, is wrong, or has no answer; the code tells which.</summary>
public sealed class TimetableException : AirflowException
{
    /// <summary>The timetable is wrongly specified; found when the DAG file is read.</summary>
    public const string Invalid = "timetable_invalid";
    /// <summary>The cron expression cannot be parsed.</summary>
    public const string CronInvalid = "cron_invalid";
    /// <summary>The cron expression is valid but has no further tick within fifty years.</summary>
    public const string CronNeverFires = "cron_never_fires";
    /// <summary>No such time zone.</summary>
    public const string UnknownZone = "timezone_unknown";
    /// <summary>The ticks of the schedule do not advance, so no next data interval can be told.</summary>
    public const string Stalled = "timetable_stalled";
    /// <summary>The partition key does not have the form that this timetable or mapper writes.</summary>
    public const string PartitionKeyInvalid = "partition_key_invalid";
    /// <summary>The timetable does not have what was asked for, such as partitions.</summary>
    public const string NotSupported = "timetable_not_supported";

    /// <summary>The code of a timetable threw, or did not answer in time.</summary>
    public const string Failed = "timetable_failed";

    public TimetableException(string code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }
}
