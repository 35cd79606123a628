namespace Airflow;

/// <summary>Whenever the assets of an expression have been updated, and at the times of a timetable, too.</summary>
/// <param name="Timetable">The times.</param>
/// <param name="Condition">The assets.</param>
public sealed record AssetOrTimeSchedule(Timetable Timetable, AssetExpression Condition) : Timetable;
