using Airflow.Server.Observability;

namespace Airflow.Server.Logs;

/// <summary>Where a worker's log server listens, and what it gives out.</summary>
public sealed record LogServerOptions
{
    public string Host { get; init; } = "0.0.0.0";

    /// <summary>[logging] worker_log_server_port.</summary>
    public int Port { get; init; } = 8793;

    /// <summary>[logging] base_log_folder.</summary>
    public required string Folder { get; init; }

    /// <summary>/metrics beside the logs; null: it is not there.</summary>
    public MetricsEndpoint? Metrics { get; init; }

    /// <summary>What may sign the tokens: the join secret, which our own servers use, and [api] secret_key, which Airflow's do.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }
}
