using Airflow.Server.Health;

namespace Airflow.Server;

/// <summary>Where the api-server listens.</summary>
public sealed record WebServerOptions
{
    /// <summary>[api] host; 0.0.0.0 listens on all addresses.</summary>
    public string Host { get; init; } = "0.0.0.0";

    /// <summary>[api] port.</summary>
    public int Port { get; init; } = 8080;

    public HealthOptions Health { get; init; } = new();
}
