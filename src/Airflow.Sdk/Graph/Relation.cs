namespace Airflow;

/// <summary>An arrow as the author drew it, between tasks or groups.</summary>
/// <param name="From">What comes first.</param>
/// <param name="To">What comes after it.</param>
/// <param name="Label">Text shown on it.</param>
internal sealed record Relation(TaskNode From, TaskNode To, string? Label);
