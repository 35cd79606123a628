namespace Airflow.Server.Logs;

/// <summary>A line of a log.</summary>
/// <param name="Line">How many lines are before it.</param>
/// <param name="Offset">The byte that it begins with.</param>
internal readonly record struct LogPlace(long Line, long Offset);
