namespace Airflow.Server.Observability;

/// <summary>Where an OpenTelemetry collector listens.</summary>
public sealed record OtlpOptions
{
    /// <summary>Such as http://collector:4318/.</summary>
    public required Uri Endpoint { get; init; }

    public string Service { get; init; } = "Airflow";

    /// <summary>First part of every metric's name.</summary>
    public string Prefix { get; init; } = "airflow";

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);
}
