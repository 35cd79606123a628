namespace Airflow;

/// <summary>Whenever the assets of an expression have been updated.</summary>
/// <param name="Condition">The assets.</param>
public sealed record AssetTriggeredTimetable(AssetExpression Condition) : Timetable;
