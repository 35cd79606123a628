using Airflow.Engine.Coordination;
using Airflow.Server.Api.Auth;
using Airflow.Server.Bodies;

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

    private static readonly BodyModel TokenBody = new(new BodyField("token_type", BodyKind.Choice, IsRequired: false) { Choices = ["api", "cli"] }) { Name = "GenerateTokenBody" };

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("POST", "/auth/token", "generate_token", ApiNeed.Edit(ApiResources.MyProfile), TokenAsync) { Prefix = ApiRoutes.UiPrefix, Tag = "UI", Body = TokenBody });
        routes.Map(UiOperations.Get("/auth/me", "get_current_user_info", ApiResources.MyProfile, static call => call.AnswerAsync(new { Id = call.User.Name, Username = call.User.Name })));
        routes.Map(UiOperations.Get("/auth/menus", "get_auth_menus", ApiResources.MyProfile, MenuAsync));
        routes.Map(UiOperations.Get("/config", "get_configs", ApiResources.MyProfile, ConfigAsync));
    }

    /// <summary>A token of the moment: as good as logging in anew.</summary>
    private static async Task TokenAsync(ApiCall call)
    {
        // who got hold of a token must not make himself others that outlive it
        if (ApiCredentials.BearerOf(call.Context.Request) is { } bearer && AccessTokenText.IsOne(bearer))
        {
            throw new ApiException(403, "A personal access token cannot make another one; log in with your password");
        }

        var isForCli = call.Body.Text("token_type") == "cli";
        await call.AuditAsync(new AuditEntry { At = default, Event = call.OperationId, Extra = call.Body.GetRawText() });
        await call.AnswerAsync(new
        {
            AccessToken = call.Services.Tokens.Issue(call.User, isForCli),
            TokenType = isForCli ? "cli" : "api",
            ExpiresInSeconds = (int)call.Services.Tokens.LifetimeOf(isForCli).TotalSeconds,
        });
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
            DashboardAlert = DashboardAlerts.Of(configuration),
            ShowExternalLogRedirect = false,
            ExternalLogName = (string?)null,
            Theme = PageTheme.Of(configuration),
            MultiTeam = false,
        });
    }
}
