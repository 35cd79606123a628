namespace Airflow.Engine.Timetables.Cron;

/// <summary>Which of the two day fields a search honours.</summary>
internal enum CronDaySide
{
    /// <summary>Both, as the expression says.</summary>
    All,
    /// <summary>The weekday as if it were a star.</summary>
    DayOfMonth,
    /// <summary>The day of month as if it were a star.</summary>
    Weekday,
}
