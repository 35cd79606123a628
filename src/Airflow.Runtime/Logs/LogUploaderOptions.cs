namespace Airflow.Runtime.Logs;

/// <summary>What becomes of logs on the host that wrote them.</summary>
public sealed record LogUploaderOptions
{
    /// <summary>[logging] base_log_folder.</summary>
    public required string Folder { get; init; }

    /// <summary>[logging] delete_local_logs.</summary>
    public bool DeletesLocal { get; init; }
}
