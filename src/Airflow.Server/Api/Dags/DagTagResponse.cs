namespace Airflow.Server.Api.Dags;

/// <summary>A tag of a DAG.</summary>
internal sealed record DagTagResponse(string Name, string DagId, string DagDisplayName);
