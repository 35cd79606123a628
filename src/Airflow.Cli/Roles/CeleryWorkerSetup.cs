namespace Airflow.Cli.Roles;

/// <summary>What was typed for a worker; what is null comes from the configuration.</summary>
internal sealed record CeleryWorkerSetup
{
    /// <summary>-q, separated by commas.</summary>
    public string? Queues { get; init; }

    public int? Concurrency { get; init; }

    /// <summary>--autoscale, max,min.</summary>
    public string? Autoscale { get; init; }

    /// <summary>-H, such as name@%h.</summary>
    public string? Hostname { get; init; }

    public bool WithoutMingle { get; init; }
}
