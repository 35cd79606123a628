namespace Airflow.Server.Api.Monitor;

/// <summary>Whether the database answers.</summary>
internal sealed record MetadatabaseInfoResponse(string? Status);
