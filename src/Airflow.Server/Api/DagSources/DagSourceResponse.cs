namespace Airflow.Server.Api.DagSources;

/// <summary>The source of a version of a DAG.</summary>
internal sealed record DagSourceResponse(string? Content, string DagId, int? VersionNumber, string DagDisplayName);
