using System.Text.Json.Nodes;
using Airflow.Engine.Coordination;
using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Assets;

/// <summary>/assets/events.</summary>
internal static class AssetEventEndpoints
{
    private const int MaxKeyLength = 250;

    private static readonly BodyModel EventBody = new(
        new BodyField("asset_id", BodyKind.Integer),
        BodyField.Optional("partition_key", BodyKind.Text) with { MaxLength = MaxKeyLength, Pattern = @"\S" },
        new BodyField("extra", BodyKind.Map, IsRequired: false),
        BodyField.Optional("access_control", BodyKind.Map))
    {
        Name = "CreateAssetEventsBody",
    };

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/assets/events", "get_asset_events", ApiNeed.Read(ApiResources.Assets), ListAsync)
        {
            Tag = AssetEndpoints.Tag,
            Parameters =
            [
                Paging.Limit, Paging.Offset, Paging.OrderBy("timestamp"), ApiParameter.Integer("asset_id"), ApiParameter.Text("source_dag_id"),
                ApiParameter.Text("source_task_id"), ApiParameter.Text("source_run_id"), ApiParameter.Integer("source_map_index"),
                .. ApiParameter.Pattern("name"), .. ApiParameter.Range("timestamp"),
            ],
            Answer = typeof(AssetEventCollectionResponse),
        });
        routes.Map(new("POST", "/assets/events", "create_asset_event", ApiNeed.Create(ApiResources.Assets), CreateAsync)
        {
            Tag = AssetEndpoints.Tag,
            Body = EventBody,
            Answer = typeof(AssetEventResponse),
        });
    }

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.AssetEvents;
        var filters = new ListFilters(call).IsNumber("asset_id", "asset_id").Is("source_dag_id", "source_dag_id").Is("source_task_id", "source_task_id")
            .Is("source_run_id", "source_run_id").IsNumber("source_map_index", "source_map_index").Pattern("name", "name").Range("timestamp", "timestamp")
            .VisibleOrOfNone("source_dag_id", "can_read", ApiResources.Dags);
        var page = await listing.ListAsync(Paging.Read(call, listing, filters.All), call.Aborted);
        await call.AnswerAsync(new AssetEventCollectionResponse([.. page.Items.Select(AssetEventResponse.Of)], page.Total));
    }

    private static async Task CreateAsync(ApiCall call)
    {
        var asked = call.Body.Long("asset_id") ?? 0;
        var extra = call.Body.Find("extra") is { } given ? JsonObject.Create(given)! : [];
        extra["from_rest_api"] = true;
        var assetId = asked is >= int.MinValue and <= int.MaxValue ? (int)asked : -1;
        var id = await call.Services.AssetEvents.AddAsync(assetId, extra.ToJsonString(Wire.Json), call.Body.Text("partition_key"), call.Aborted)
            ?? throw ApiException.NotFound($"Asset with ID: `{asked}` was not found");
        call.Services.Wake.Wake("queued");
        await call.AuditAsync(new AuditEntry { At = default, Event = "create_asset_event", Extra = call.Body.GetRawText() });
        var page = await call.Services.Listings.AssetEvents.ListAsync(new ListQuery { Filters = [ListFilter.Is("id", id)], Limit = 1 }, call.Aborted);
        await call.AnswerAsync(AssetEventResponse.Of(page.Items[0]));
    }
}
