using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Plugins;

/// <summary>/plugins. Airflow's plugins are Python; what is added to this server comes as packages, so that there are none to tell of.</summary>
internal static class PluginEndpoints
{
    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/plugins", "get_plugins", ApiNeed.Read(ApiResources.Plugins), static call => call.AnswerAsync(new PluginCollectionResponse([], 0)))
        {
            Tag = "Plugin",
            Parameters = [Paging.Limit, Paging.Offset],
            Answer = typeof(PluginCollectionResponse),
        });
        routes.Map(new(
            "GET", "/plugins/importErrors", "import_errors", ApiNeed.Read(ApiResources.Plugins), static call => call.AnswerAsync(new PluginImportErrorCollectionResponse([], 0)))
        {
            Tag = "Plugin",
            Answer = typeof(PluginImportErrorCollectionResponse),
        });
    }
}
