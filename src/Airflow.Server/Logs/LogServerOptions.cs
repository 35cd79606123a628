namespace Airflow.Server.Logs;

/// <summary>Where a worker's log server listens, and what it gives out.</summary>
public sealed record LogServerOptions
{
    public string Host { get; init; } = "0.0.0.0";

    /// <summary>[logging] worker_log_server_port.</summary>
    public int Port { get; init; } = 8793;

    /// <summary>[logging] base_log_folder.</summary>
    public required string Folder { get; init; }

    /// <summary>[api] secret_key, else the join secret: the same on the api-servers and on the workers.</summary>
    public required string Secret { get; init; }
}
