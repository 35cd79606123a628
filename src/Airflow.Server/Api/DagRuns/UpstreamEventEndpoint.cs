using Airflow.Server.Api.Assets;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.DagRuns;

/// <summary>GET …/upstreamAssetEvents: the events of assets that a run was made of.</summary>
internal static class UpstreamEventEndpoint
{
    public static void Map(ApiRoutes routes) =>
        routes.Map(new("GET", DagRunEndpoints.Run + "/upstreamAssetEvents", "get_upstream_asset_events", ApiNeed.Read(ApiResources.DagRuns), AnswerAsync)
        {
            Tag = DagRunEndpoints.Tag,
            Answer = typeof(AssetEventCollectionResponse),
        });

    private static async Task AnswerAsync(ApiCall call)
    {
        var run = (await DagRunEndpoints.FindAsync(call)).Run;
        var events = await call.Services.Resources.Assets.ListConsumedAsync(run.Id, call.Aborted);
        await call.AnswerAsync(new AssetEventCollectionResponse([.. events.Select(AssetEventResponse.Of)], events.Count));
    }
}
