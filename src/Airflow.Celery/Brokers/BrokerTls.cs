namespace Airflow.Celery.Brokers;

/// <summary>How the certificate of a broker is checked, and which one it is shown.</summary>
public sealed record BrokerTls
{
    public string? KeyFile { get; init; }
    public string? CertificateFile { get; init; }
    /// <summary>Authorities that are trusted instead of the system's.</summary>
    public string? AuthoritiesFile { get; init; }
    /// <summary>False only when ssl_cert_reqs says none.</summary>
    public bool IsVerified { get; init; } = true;
    public bool IsHostChecked { get; init; } = true;
}
