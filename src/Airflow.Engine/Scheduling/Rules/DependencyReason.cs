namespace Airflow.Engine.Scheduling.Rules;

/// <summary>Why an instance does not start.</summary>
/// <param name="Code">Stable, for machines; a detail may follow after a colon.</param>
/// <param name="Text">A sentence for people.</param>
public sealed record DependencyReason(string Code, string Text);
