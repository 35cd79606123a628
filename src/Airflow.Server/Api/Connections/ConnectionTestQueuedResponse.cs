namespace Airflow.Server.Api.Connections;

/// <summary>A test that was begun, and the token to ask for it by.</summary>
internal sealed record ConnectionTestQueuedResponse(string Token, string ConnectionId, string State);
