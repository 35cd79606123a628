namespace Airflow.Server.Logs;

/// <summary>A line in which something was found.</summary>
/// <param name="Line">How many lines are before it.</param>
/// <param name="Message">The line.</param>
/// <param name="Excerpt">What of its text is around the place.</param>
internal sealed record LogMatch(long Line, LogMessage Message, string Excerpt);
