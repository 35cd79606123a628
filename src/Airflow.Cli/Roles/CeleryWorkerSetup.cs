namespace Airflow.Cli.Roles;

/// <summary>What was typed for a worker; what is null comes from the configuration.</summary>
internal sealed record CeleryWorkerSetup
{
    /// <summary>-q, separated by commas.</summary>
    public string? Queues { get; init; }

    public int? Concurrency { get; init; }

    /// <summary>--autoscale.</summary>
    public (int Max, int Min)? Autoscale { get; init; }

    /// <summary>-H, such as name@%h.</summary>
    public string? Hostname { get; init; }

    public bool WithoutMingle { get; init; }

    /// <summary>-s: nobody asks this worker for its logs.</summary>
    public bool SkipServeLogs { get; init; }

    /// <summary>-u, [celery] worker_umask: what tasks write has these permissions taken away; null: the runtimes' own mask, 077.</summary>
    public uint? Umask { get; init; }
}
