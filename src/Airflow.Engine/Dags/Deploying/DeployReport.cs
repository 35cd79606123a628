namespace Airflow.Engine.Dags.Deploying;

/// <summary>What a deployment does, or would do.</summary>
/// <param name="IsLive">The files are in the DAGs folder now.</param>
/// <param name="Files">Every file that is added, changed, removed, or the same already.</param>
/// <param name="Problems">What is wrong; one that is an error keeps everything from going live.</param>
/// <param name="Dags">The DAGs of these files, and those that go with them.</param>
public sealed record DeployReport(bool IsLive, IReadOnlyList<DeployedFile> Files, IReadOnlyList<DeployProblem> Problems, IReadOnlyList<DeployedDag> Dags)
{
    public bool HasErrors => Problems.Any(static problem => problem.IsError);
}
