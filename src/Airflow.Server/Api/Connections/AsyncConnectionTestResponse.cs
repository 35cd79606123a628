namespace Airflow.Server.Api.Connections;

/// <summary>How far a test has come.</summary>
internal sealed record AsyncConnectionTestResponse(string Token, string ConnectionId, string State, string? ResultMessage, DateTimeOffset CreatedAt);
