using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/session: who looks at the pages and what he may do, in one answer, so that the pages show him only what he can use.</summary>
internal static class SessionEndpoint
{
    private static readonly string[] Actions = ["can_read", "can_create", "can_edit", "can_delete"];

    private static readonly string[] Resources =
    [
        ApiResources.Dags, ApiResources.DagRuns, ApiResources.DagCode, ApiResources.TaskInstances, ApiResources.TaskLogs, ApiResources.XComs, ApiResources.Backfills, ApiResources.HumanInput,
        ApiResources.Assets, ApiResources.Pools, ApiResources.Variables, ApiResources.Connections, ApiResources.Configurations, ApiResources.AuditLogs, ApiResources.Jobs,
        ApiResources.ImportErrors, ApiResources.Plugins, ApiResources.Providers, ApiResources.ClusterActivity, ApiResources.MyProfile, ApiResources.Users, ApiResources.Roles,
    ];

    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get("/session", "get_session", ApiResources.MyProfile, GetAsync));

    private static Task GetAsync(ApiCall call) => call.AnswerAsync(new
    {
        Username = call.User.Name,
        call.User.Role,
        Rights = Rights(call.User),
        HasAccounts = call.Services.Auth is StoredUsers,
        InstanceName = call.Services.Configuration.Find("api", "instance_name")?.Text is { Length: > 0 } name ? name : null,
        HasDeploy = call.Services.Deployer is not null,
        TestConnection = call.Services.Configuration.GetString("core", "test_connection"),
        Theme = PageTheme.Of(call.Services.Configuration),
        Version = typeof(SessionEndpoint).Assembly.GetName().Version!.ToString(3),
    });

    /// <summary>By "can_edit DAGs" and the like: null for everything of the kind, else the DAGs with which he may do it; what he may do nowhere is not there.</summary>
    private static Dictionary<string, IReadOnlyCollection<string>?> Rights(ApiUser user) => Actions
        .SelectMany(action => Resources.Select(resource => (Name: $"{action} {resource}", Dags: user.DagsFor(action, resource))))
        .Where(static right => right.Dags is not { Count: 0 })
        .ToDictionary(static right => right.Name, static right => right.Dags, StringComparer.Ordinal);
}
