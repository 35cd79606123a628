using Airflow.Engine;
using Airflow.Engine.Dags.Deploying;

namespace Airflow.Server.Tests.Api.Deploying;

/// <summary>Notes what is to be deployed, and answers what the test says.</summary>
internal sealed class NotedDeployer : IDagDeployer
{
    public DeployOrder? Order { get; private set; }

    public IReadOnlyList<DeployProblem> Problems { get; set; } = [];

    public AirflowException? Failure { get; set; }

    public Task<DeployReport> DeployAsync(DeployOrder order, CancellationToken cancellationToken)
    {
        Order = order;
        if (Failure is { } failure)
        {
            throw failure;
        }

        var files = order.Files.Select(static file => new DeployedFile(file.Path, DeployChange.Added, "abc", file.Content.Length));
        return Task.FromResult(new DeployReport(!order.IsDryRun && Problems.All(static one => !one.IsError), [.. files], Problems, [new DeployedDag { DagId = "sales", File = "sales.cs", Change = DeployChange.Added, TasksAdded = ["a"] }]));
    }
}
