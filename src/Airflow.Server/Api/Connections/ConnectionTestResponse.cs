namespace Airflow.Server.Api.Connections;

/// <summary>Whether the other side answered, and what it said.</summary>
internal sealed record ConnectionTestResponse(bool Status, string Message);
