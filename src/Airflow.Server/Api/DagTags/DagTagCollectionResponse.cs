namespace Airflow.Server.Api.DagTags;

/// <summary>A page of tags.</summary>
internal sealed record DagTagCollectionResponse(IReadOnlyList<string> Tags, int TotalEntries);
