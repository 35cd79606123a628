using Airflow.Engine.Configuration;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution;

namespace Airflow.Cli.Roles;

/// <summary>Where a worker claims tries and finds what they need: an api-server, or the database itself.</summary>
internal sealed record WorkerSource(IDisposable Owned) : IDisposable
{
    /// <summary>This host's settings, completed by those that travel.</summary>
    public required AirflowConfiguration Configuration { get; init; }

    public required IExecutionApi Api { get; init; }

    public required TaskResources Resources { get; init; }

    public required IBundleSource Bundles { get; init; }

    /// <summary>Stores what the worker tells of itself.</summary>
    public required Func<WorkerRecord, CancellationToken, Task> Report { get; init; }

    public void Dispose() => Owned.Dispose();
}
