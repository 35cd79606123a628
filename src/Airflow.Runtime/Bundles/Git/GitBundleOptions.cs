namespace Airflow.Runtime.Bundles.Git;

/// <summary>A bundle of DAG files in a git repository: the arguments of Airflow's GitDagBundle.</summary>
public sealed record GitBundleOptions
{
    public required string Name { get; init; }

    /// <summary>repo_url, or the host of the connection.</summary>
    public required string Repository { get; init; }

    /// <summary>tracking_ref: a branch, a tag or a commit.</summary>
    public required string TrackingRef { get; init; }

    /// <summary>subdir: where DAG files are in the repository.</summary>
    public string Subfolder { get; init; } = "";

    /// <summary>Where it is cloned to.</summary>
    public required string Root { get; init; }

    /// <summary>User of the connection; git over HTTPS takes any name beside a token.</summary>
    public string? User { get; init; }

    /// <summary>Password or token of the connection.</summary>
    public string? Password { get; init; }

    /// <summary>key_file of the connection: a private key for git over SSH.</summary>
    public string? KeyFile { get; init; }

    /// <summary>strict_host_key_checking of the connection.</summary>
    public bool ChecksHostKey { get; init; } = true;

    /// <summary>refresh_interval: how often the repository is asked for news.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromMinutes(5);
}
