using Airflow.Engine.Coordination;
using Airflow.Server.Api;
using Airflow.Server.Observability;
using Airflow.Server.Execution;
using Airflow.Server.Execution.Remote;

namespace Airflow.Server;

/// <summary>What the api-server serves beside its health; a part that is null is not there.</summary>
public sealed record WebServerParts
{
    /// <summary>/api/v2 and /auth, for people and programs.</summary>
    public ApiServices? Api { get; init; }

    /// <summary>Where the built files of the web interface are.</summary>
    public string PagesFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "ui");

    /// <summary>/execution, for workers.</summary>
    public ExecutionServices? Execution { get; init; }

    /// <summary>/execution/airflow-net, for workers of our own.</summary>
    public WorkerServices? Workers { get; init; }

    /// <summary>/metrics; null: it is not there.</summary>
    public MetricsEndpoint? Metrics { get; init; }

    /// <summary>Told in the health; null where tries need no workers.</summary>
    public WorkerQueues? Queues { get; init; }
}
