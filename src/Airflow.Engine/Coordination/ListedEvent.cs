namespace Airflow.Engine.Coordination;

/// <summary>An entry of the audit log, with the names that people know its DAG and task by.</summary>
public sealed record ListedEvent(AuditEntry Entry, string? DagDisplayName, string? TaskDisplayName);
