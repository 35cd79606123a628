namespace Airflow.Engine.Callbacks;

/// <summary>What a task threw, so that a callback in another process can be told of it.</summary>
/// <param name="Type">Name of its type, with the assembly.</param>
/// <param name="Message">What it says.</param>
/// <param name="StackTrace">Where it was thrown.</param>
public sealed record TaskError(string Type, string Message, string? StackTrace);
