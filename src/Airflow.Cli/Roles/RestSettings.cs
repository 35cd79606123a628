using Airflow.Cli.Commands.Connections;
using Airflow.Engine.Configuration;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags.Deploying;
using Airflow.Engine.Explaining;
using Airflow.Engine.Secrets;
using Airflow.Server.Api;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Events;
using Airflow.Server.Logs;
using Airflow.Server.Users;

namespace Airflow.Cli.Roles;

/// <summary>The REST API as the configuration says.</summary>
internal static class RestSettings
{
    /// <param name="services">Those of the role.</param>
    /// <param name="events">Tells subscribers what changes.</param>
    /// <param name="workers">Tells workers what to do; null where the executor has none.</param>
    /// <param name="deployer">Puts DAG files into place; null where that is turned off.</param>
    public static ApiServices Of(RoleServices services, EventHub events, IWorkerControl? workers, IDagDeployer? deployer) => new()
    {
        Stores = services.SchedulerStores,
        Listings = services.Stores.Listings,
        Resources = services.TaskResources,
        Variables = services.Secrets.Variables,
        Connections = services.Secrets.Connections,
        ConnectionTests = services.Stores.ConnectionTests,
        ConnectionTester = new ConnectionTester(),
        Masker = new SecretMasker(MaskingOptions.Of(services.Configuration)),
        Versions = services.Versions,
        Favorites = services.Stores.Favorites,
        ParseRequests = services.Stores.ParseRequests,
        RunCounts = services.Stores.RunCounts,
        AssetEvents = services.Stores.AssetEvents,
        StateEditor = services.Stores.StateEditor,
        HumanAnswers = services.Stores.HumanAnswers,
        Backfills = services.Stores.Backfills,
        Users = services.Stores.Users,
        Audit = services.Stores.AuditLog,
        Configuration = services.Configuration,
        Auth = AuthOf(services),
        Tokens = TokenSettings.ForUsers(services.Configuration, services.Clock),
        AccessTokens = services.Stores.AccessTokens,
        Throttle = new LoginThrottle(services.Clock),
        Revoked = services.Stores.RevokedTokens,
        Providers = ProviderPackages.Find(),
        Wake = services.Wake,
        Grids = services.Stores.Grids,
        WorkerControl = workers,
        Deployer = deployer,
        Metrics = services.Metrics?.Metrics,
        Events = events,
        Clock = services.Clock,
        SecretKey = services.Configuration.GetString("api", "secret_key"),
        Executor = services.Configuration.GetString("core", "executor"),
        Logs = LogsOf(services),
        Explain = ExplainOf(services.Configuration),
        MaxPageLimit = services.Configuration.GetInt("api", "maximum_page_limit"),
    };

    /// <summary>The server asks workers for logs as long as it runs, with one client.</summary>
    private static TryLogs LogsOf(RoleServices services) => new(
        LogSettings.Reading(services.Configuration),
        services.Stores.Workers,
        LogSettings.OpenStore(services.Configuration, async (id, cancellationToken) => (await services.Secrets.Connections.FindAsync(id, cancellationToken))?.Connection),
        LogSettings.Client(),
        services.Clock);

    private static ExplainOptions ExplainOf(AirflowConfiguration configuration) => new()
    {
        Parallelism = configuration.GetInt("core", "parallelism"),
        MaxRetryDelay = configuration.GetDuration("core", "max_task_retry_delay"),
        SchedulerTimeout = configuration.GetDuration("scheduler", "scheduler_health_check_threshold"),
        UsesQueues = ExecutorName.Of(configuration) == ExecutorName.Celery,
    };

    /// <summary>The users of the database, unless the configuration names users of its own or the simple auth manager.</summary>
    private static IUserDirectory AuthOf(RoleServices services)
    {
        var configuration = services.Configuration;
        var isOpen = configuration.GetBool("core", "simple_auth_manager_all_admins");
        return isOpen || IsGiven(configuration, "auth_manager", "SimpleAuthManager") || IsGiven(configuration, "simple_auth_manager_users", "")
            ? new SimpleUsers(UsersOf(configuration), PasswordsFile(configuration), isOpen)
            : new StoredUsers(services.Stores.Users, new IdentityPasswordHasher(), services.Clock);
    }

    private static bool IsGiven(AirflowConfiguration configuration, string name, string part) =>
        configuration.Find("core", name) is { Source: not ConfigurationSource.Default } value && value.Text.Contains(part, StringComparison.Ordinal);

    private static Dictionary<string, string> UsersOf(AirflowConfiguration configuration) =>
        configuration.GetList("core", "simple_auth_manager_users")
            .Select(static entry => entry.Split(':', 2))
            .Where(static parts => parts.Length == 2)
            .ToDictionary(static parts => parts[0].Trim(), static parts => parts[1].Trim(), StringComparer.Ordinal);

    private static string PasswordsFile(AirflowConfiguration configuration) =>
        configuration.Find("core", "simple_auth_manager_passwords_file")?.Text is { Length: > 0 } file
            ? file
            : Path.Combine(configuration.Home, "simple_auth_manager_passwords.json.generated");
}
