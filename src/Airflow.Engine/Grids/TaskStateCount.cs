namespace Airflow.Engine.Grids;

/// <summary>How many instances of a task are in a state in one run, and over which time.</summary>
/// <param name="State">null: none yet.</param>
public sealed record TaskStateCount(string RunId, string TaskId, string? State, int Count, DateTimeOffset? FirstStart, DateTimeOffset? LastEnd);
