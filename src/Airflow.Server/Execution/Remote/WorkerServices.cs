using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Execution.Tokens;

namespace Airflow.Server.Execution.Remote;

/// <summary>What workers of our own are served with, beside the Execution API.</summary>
public sealed record WorkerServices
{
    public required ExecutionServices Execution { get; init; }

    /// <summary>Manifests and blobs of code versions.</summary>
    public required IBundleSource Bundles { get; init; }

    /// <summary>What workers tell of themselves.</summary>
    public required IWorkerStore Store { get; init; }

    /// <summary>Checks the tokens that workers sign with the join secret; null: there is none, and nobody may join.</summary>
    public required TokenAuthority? Join { get; init; }

    /// <summary>The settings that a joining worker gets, by option; never a database URL or a key.</summary>
    public required Func<IReadOnlyDictionary<string, string>> Settings { get; init; }

    /// <summary>The release of this program.</summary>
    public required string Version { get; init; }

    /// <summary>Told of everyone that joins.</summary>
    public Action<JoinRequest, JoinAnswer>? OnJoined { get; init; }
}
