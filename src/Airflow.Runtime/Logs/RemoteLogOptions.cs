namespace Airflow.Runtime.Logs;

/// <summary>Where logs are kept beside the hosts that wrote them.</summary>
public sealed record RemoteLogOptions
{
    /// <summary>[logging] remote_base_log_folder: file:///shared/logs, /shared/logs or s3://bucket/prefix.</summary>
    public required string Folder { get; init; }

    /// <summary>[logging] remote_log_conn_id: the connection with the keys; null: those of the environment.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>[logging] encrypt_s3_logs.</summary>
    public bool IsEncrypted { get; init; }
}
