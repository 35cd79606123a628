namespace Airflow.Server.Logs;

/// <summary>Where logs are looked for.</summary>
public sealed record TryLogsOptions
{
    /// <summary>[logging] base_log_folder of this host.</summary>
    public required string Folder { get; init; }

    /// <summary>This host.</summary>
    public required string Hostname { get; init; }

    /// <summary>[logging] worker_log_server_port: asked on hosts whose workers have not told of theirs.</summary>
    public int WorkerPort { get; init; } = 8793;

    /// <summary>[api] secret_key, which Airflow's own workers know.</summary>
    public required string Secret { get; init; }

    /// <summary>The join secret, which every worker knows that joined.</summary>
    public required string WorkerSecret { get; init; }
}
