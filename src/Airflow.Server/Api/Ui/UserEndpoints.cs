using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/auth and /ui/config: who looks at the pages, what he may see, and how they are set.</summary>
internal static class UserEndpoints
{
    private static readonly (string Item, string Resource)[] Menu =
    [
        ("Required Actions", ApiResources.HumanInput), ("Assets", ApiResources.Assets), ("Audit Log", ApiResources.AuditLogs), ("Config", ApiResources.Configurations),
        ("Connections", ApiResources.Connections), ("Dags", ApiResources.Dags), ("Docs", ApiResources.Website), ("Jobs", ApiResources.Jobs), ("Plugins", ApiResources.Plugins),
        ("Pools", ApiResources.Pools), ("Providers", ApiResources.Providers), ("Variables", ApiResources.Variables), ("XComs", ApiResources.XComs),
    ];

    public static void Map(ApiRoutes routes)
    {
        routes.Map(UiOperations.Get("/auth/me", "get_current_user_info", ApiResources.MyProfile, static call => call.AnswerAsync(new { Id = call.User.Name, Username = call.User.Name })));
        routes.Map(UiOperations.Get("/auth/menus", "get_auth_menus", ApiResources.MyProfile, MenuAsync));
        routes.Map(UiOperations.Get("/config", "get_configs", ApiResources.MyProfile, ConfigAsync));
    }

    private static Task MenuAsync(ApiCall call) => call.AnswerAsync(new
    {
        AuthorizedMenuItems = Menu.Where(one => call.User.Can("can_read", one.Resource) || call.User.DagsFor("can_read", one.Resource) is not { Count: 0 }).Select(one => one.Item),
        ExtraMenuItems = Array.Empty<object>(),
    });

    private static Task ConfigAsync(ApiCall call)
    {
        var configuration = call.Services.Configuration;
        return call.AnswerAsync(new
        {
            FallbackPageLimit = configuration.GetInt("api", "fallback_page_limit"),
            AutoRefreshInterval = configuration.GetInt("api", "auto_refresh_interval"),
            HidePausedDagsByDefault = configuration.GetBool("api", "hide_paused_dags_by_default"),
            InstanceName = configuration.Find("api", "instance_name")?.Text is { Length: > 0 } name ? name : "Airflow",
            EnableSwaggerUi = configuration.GetBool("api", "enable_swagger_ui"),
            RequireConfirmationDagChange = configuration.GetBool("api", "require_confirmation_dag_change"),
            DefaultWrap = configuration.GetBool("api", "default_wrap"),
            TestConnection = configuration.GetString("core", "test_connection"),
            DashboardAlert = Array.Empty<object>(),
            ShowExternalLogRedirect = false,
            ExternalLogName = (string?)null,
            Theme = (object?)null,
            MultiTeam = false,
        });
    }
}
