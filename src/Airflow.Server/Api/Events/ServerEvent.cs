namespace Airflow.Server.Api.Events;

/// <summary>One thing that happened.</summary>
/// <param name="Number">Its place in the stream of this server.</param>
/// <param name="Kind">run, task, dag, worker or health.</param>
/// <param name="DagId">The DAG that it is about; null: none.</param>
/// <param name="RunId">The run that it is about.</param>
/// <param name="Text">What is sent, the same to all who are told.</param>
internal sealed record ServerEvent(long Number, string Kind, string? DagId, string? RunId, byte[] Text);
