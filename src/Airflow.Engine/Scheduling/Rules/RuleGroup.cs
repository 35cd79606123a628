namespace Airflow.Engine.Scheduling.Rules;

/// <summary>A task group.</summary>
/// <param name="Parent">Index of the group around it; -1 for none.</param>
/// <param name="IsMapped">The group is expanded.</param>
/// <param name="ExpandsOver">Tasks whose results the group is expanded over.</param>
public sealed record RuleGroup(int Parent, bool IsMapped, IReadOnlyList<int> ExpandsOver);
