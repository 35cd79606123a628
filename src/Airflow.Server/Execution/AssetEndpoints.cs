using System.Text.Json.Nodes;
using Airflow.Engine.Assets;

namespace Airflow.Server.Execution;

/// <summary>/execution/assets and /execution/asset-events.</summary>
internal static class AssetEndpoints
{
    public static void Map(ExecutionRoutes routes)
    {
        routes.Map("GET", "/assets/by-name", GetByNameAsync);
        routes.Map("GET", "/assets/by-uri", GetByUriAsync);
        routes.Map("GET", "/assets/by-alias", ListByAliasAsync, since: ApiVersion.Newest);
        routes.Map("GET", "/asset-events/by-asset", ListEventsAsync);
        routes.Map("GET", "/asset-events/by-asset-alias", ListAliasEventsAsync);
    }

    public static async Task<AssetRecord> RequireByNameAsync(ExecutionCall call) =>
        await call.Services.Resources.Assets.FindByNameAsync(call.RequireQuery("name"), call.Aborted)
        ?? throw ExecutionException.NotFound($"Asset with name {call.Query("name")} not found");

    public static async Task<AssetRecord> RequireByUriAsync(ExecutionCall call) =>
        await call.Services.Resources.Assets.FindByUriAsync(call.RequireQuery("uri"), call.Aborted)
        ?? throw ExecutionException.NotFound($"Asset with URI {call.Query("uri")} not found");

    private static async Task GetByNameAsync(ExecutionCall call) => await call.AnswerAsync(RunJson.Asset(await RequireByNameAsync(call)));

    private static async Task GetByUriAsync(ExecutionCall call) => await call.AnswerAsync(RunJson.Asset(await RequireByUriAsync(call)));

    private static async Task ListByAliasAsync(ExecutionCall call)
    {
        var assets = await call.Services.Resources.Assets.ListByAliasAsync(call.RequireQuery("alias_name"), call.Aborted);
        await call.AnswerAsync(new JsonArray([.. assets.Select(RunJson.Asset)]));
    }

    private static Task ListEventsAsync(ExecutionCall call)
    {
        var (name, uri) = (call.Query("name"), call.Query("uri"));
        return string.IsNullOrEmpty(name) && string.IsNullOrEmpty(uri)
            ? throw ExecutionException.Of(400, "Missing parameter", "name and uri cannot both be None")
            : AnswerAsync(call, new AssetEventFilter { Name = Given(name), Uri = Given(uri) });
    }

    private static Task ListAliasEventsAsync(ExecutionCall call) => AnswerAsync(call, new AssetEventFilter { AliasName = call.RequireQuery("name") });

    private static async Task AnswerAsync(ExecutionCall call, AssetEventFilter filter)
    {
        var events = await call.Services.Resources.Assets.ListEventsAsync(
            filter with
            {
                After = call.QueryTime("after"),
                Before = call.QueryTime("before"),
                Ascending = call.QueryFlag("ascending", otherwise: true),
                Limit = call.QueryNumber("limit"),
            },
            call.Aborted);
        await call.AnswerAsync(new JsonObject { ["asset_events"] = new JsonArray([.. events.Select(item => RunJson.Event(item, call.Version))]) });
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
