namespace Airflow.Engine.Changes;

/// <summary>Something that somebody did with a DAG, or with one of its runs.</summary>
public sealed record LoggedAction(int Id, string DagId, string? RunId);
