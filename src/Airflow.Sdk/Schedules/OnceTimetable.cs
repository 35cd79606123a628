namespace Airflow;

/// <summary>One single time, as soon as the start date has come; written <c>@once</c>.</summary>
public sealed record OnceTimetable : Timetable;
