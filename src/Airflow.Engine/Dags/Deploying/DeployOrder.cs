namespace Airflow.Engine.Dags.Deploying;

/// <summary>What is to be put into the DAGs folder.</summary>
public sealed record DeployOrder
{
    /// <summary>The files, by their paths below <see cref="Folder"/>.</summary>
    public required IReadOnlyList<DeployFile> Files { get; init; }

    /// <summary>Where they go below the DAGs folder; empty: into it.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Files of that folder which are not among them go; not for the DAGs folder itself.</summary>
    public bool RemovesOthers { get; init; }

    /// <summary>Nothing is put anywhere.</summary>
    public bool IsDryRun { get; init; }
}
