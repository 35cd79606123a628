namespace Airflow;

/// <summary>Work that happens between the set-ups of a tear-down and the tear-down itself.</summary>
/// <param name="Teardown">The tear-down.</param>
/// <param name="Nodes">The work.</param>
internal sealed record Enclosure(Operator Teardown, IReadOnlyList<TaskNode> Nodes);
