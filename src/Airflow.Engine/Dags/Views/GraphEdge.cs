namespace Airflow.Engine.Dags.Views;

/// <summary>An edge of the graph view, between tasks and the joins of groups.</summary>
public sealed record GraphEdge(string SourceId, string TargetId, string? Label, bool IsSetupTeardown);
