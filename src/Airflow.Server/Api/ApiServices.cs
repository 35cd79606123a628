using Airflow.Engine.Assets;
using Airflow.Engine.Backfills;
using Airflow.Engine.Configuration;
using Airflow.Engine.Connections;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Deploying;
using Airflow.Engine.Execution;
using Airflow.Engine.Explaining;
using Airflow.Engine.Grids;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Listing;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Secrets;
using Airflow.Engine.StateStores;
using Airflow.Engine.Users;
using Airflow.Engine.Variables;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Auth.Oidc;
using Airflow.Server.Api.Connections;
using Airflow.Server.Api.Events;
using Airflow.Server.Api.Providers;
using Airflow.Server.Api.Ui;
using Airflow.Server.Logs;
using Airflow.Server.Observability;

namespace Airflow.Server.Api;

/// <summary>What the REST API stands on.</summary>
public sealed record ApiServices
{
    public required SchedulerStores Stores { get; init; }

    public required IListings Listings { get; init; }

    public required TaskResources Resources { get; init; }

    public required VariableCatalog Variables { get; init; }

    public required ConnectionCatalog Connections { get; init; }

    public required IConnectionTestStore ConnectionTests { get; init; }

    /// <summary>Tries connections, where [core] test_connection allows it.</summary>
    public required IConnectionTester ConnectionTester { get; init; }

    /// <summary>Hides what is secret by its name.</summary>
    public required SecretMasker Masker { get; init; }

    public required DagVersionCache Versions { get; init; }

    public required IFavoriteStore Favorites { get; init; }

    public required IParseRequests ParseRequests { get; init; }

    public required IRunCounts RunCounts { get; init; }

    public required IAssetEventStore AssetEvents { get; init; }

    public required IStateEditor StateEditor { get; init; }

    public required IHumanAnswers HumanAnswers { get; init; }

    public required IBackfillStore Backfills { get; init; }

    internal SharedAnswers Shared { get; } = new();

    internal KeptSummaries KeptSummaries { get; } = new();

    internal LogIndexes LogIndexes { get; } = new();

    internal KeptDependencies KeptDependencies { get; } = new();

    public required IUserStore Users { get; init; }

    public required IAuditLog Audit { get; init; }

    public required AirflowConfiguration Configuration { get; init; }

    /// <summary>Who is who, and who may what.</summary>
    public required IUserDirectory Auth { get; init; }

    /// <summary>The provider with which people may log in; null: there is none.</summary>
    internal OidcOptions? Oidc => field ??= OidcOptions.Of(Configuration);

    /// <summary>Makes and checks the tokens of users.</summary>
    public required UserTokens Tokens { get; init; }

    /// <summary>Tokens that users made for programs of their own.</summary>
    public required IPersonalAccessTokens AccessTokens { get; init; }

    /// <summary>Refuses logins in haste.</summary>
    public required LoginThrottle Throttle { get; init; }

    /// <summary>Tokens of sessions that have been ended.</summary>
    public required IRevokedTokens Revoked { get; init; }

    /// <summary>[api] secret_key, which signs the names of files.</summary>
    public required string SecretKey { get; init; }

    /// <summary>The packages of operators that this installation came with.</summary>
    public IReadOnlyList<ProviderResponse> Providers { get; init; } = [];

    /// <summary>Wakes the schedulers after a change.</summary>
    public required IWakeSignal Wake { get; init; }

    /// <summary>What pages show of many runs at once.</summary>
    public required IGridStore Grids { get; init; }

    /// <summary>Tells workers what to do; null where the executor has none.</summary>
    public IWorkerControl? WorkerControl { get; init; }

    /// <summary>What this process measures; null where it is not kept.</summary>
    public PrometheusMetrics? Metrics { get; init; }

    /// <summary>Puts DAG files into place; null where that is turned off.</summary>
    public IDagDeployer? Deployer { get; init; }

    /// <summary>Tells subscribers what changes.</summary>
    public required EventHub Events { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>[core] executor: what runs the tasks that ask for none.</summary>
    public string Executor { get; init; } = "";

    /// <summary>Reads the logs of tries.</summary>
    public required TryLogs Logs { get; init; }

    /// <summary>How it is found why a task does not start.</summary>
    public required ExplainOptions Explain { get; init; }

    /// <summary>[api] maximum_page_limit.</summary>
    public int MaxPageLimit { get; init; } = 100;
}
