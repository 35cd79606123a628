using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>A timetable: the dotted name of its class and the arguments that make it.</summary>
public sealed record SerializedTimetable(string Type, JsonElement Arguments);
