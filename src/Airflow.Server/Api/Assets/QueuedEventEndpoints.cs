using Airflow.Engine.Assets;
using Airflow.Engine.Coordination;
using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Assets;

/// <summary>Updates of assets that wait for runs of DAGs: of an asset, of a DAG, or of both.</summary>
internal static class QueuedEventEndpoints
{
    private const string OfAsset = "/assets/{asset_id}/queuedEvents";
    private const string OfDag = "/dags/{dag_id}/assets/queuedEvents";
    private const string OfBoth = "/dags/{dag_id}/assets/{asset_id}/queuedEvents";

    private static readonly ApiParameter Before = ApiParameter.Text("before");

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", OfAsset, "get_asset_queued_events", ApiNeed.Read(ApiResources.Assets), ListAsync)
        {
            Parameters = [AssetEndpoints.AssetId, Before],
            Tag = AssetEndpoints.Tag,
            Answer = typeof(QueuedEventCollectionResponse),
        });
        routes.Map(new("DELETE", OfAsset, "delete_asset_queued_events", ApiNeed.Delete(ApiResources.Assets), DeleteAsync)
        {
            Parameters = [AssetEndpoints.AssetId, Before],
            Tag = AssetEndpoints.Tag,
            Status = 204,
        });
        routes.Map(new("GET", OfDag, "get_dag_asset_queued_events", ApiNeed.Read(ApiResources.Assets), ListAsync)
        {
            Parameters = [Before],
            Tag = AssetEndpoints.Tag,
            Answer = typeof(QueuedEventCollectionResponse),
        });
        routes.Map(new("DELETE", OfDag, "delete_dag_asset_queued_events", ApiNeed.Delete(ApiResources.Assets), DeleteAsync)
        {
            Parameters = [Before],
            Tag = AssetEndpoints.Tag,
            Status = 204,
        });
        routes.Map(new("GET", OfBoth, "get_dag_asset_queued_event", ApiNeed.Read(ApiResources.Assets), GetAsync)
        {
            Parameters = [AssetEndpoints.AssetId, Before],
            Tag = AssetEndpoints.Tag,
            Answer = typeof(QueuedEventResponse),
        });
        routes.Map(new("DELETE", OfBoth, "delete_dag_asset_queued_event", ApiNeed.Delete(ApiResources.Assets), DeleteAsync)
        {
            Parameters = [AssetEndpoints.AssetId, Before],
            Tag = AssetEndpoints.Tag,
            Status = 204,
        });
    }

    private static async Task ListAsync(ApiCall call)
    {
        RequireRead(call);
        var page = await FindAsync(call);
        await call.AnswerAsync(new QueuedEventCollectionResponse([.. page.Items.Select(Of)], page.Total));
    }

    private static async Task GetAsync(ApiCall call)
    {
        RequireRead(call);
        await call.AnswerAsync((await FindAsync(call)).Items is [var found] ? Of(found) : throw NotFound(call));
    }

    /// <exception cref="ApiException">403: the caller may not see the DAG of the path.</exception>
    private static void RequireRead(ApiCall call)
    {
        if (DagOf(call) is { } dagId && !call.User.CanFor(dagId, "can_read", ApiResources.Dags))
        {
            throw new ApiException(403, "Forbidden");
        }
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        if (DagOf(call) is { } of ? !call.User.CanFor(of, "can_edit", ApiResources.Dags) : !call.User.Can("can_edit", ApiResources.Dags))
        {
            throw new ApiException(403, "Forbidden");
        }

        var deleted = await call.Services.AssetEvents.DeleteQueuedAsync(DagOf(call), AssetOf(call) is { } id ? (int)Math.Clamp(id, -1, int.MaxValue) : null, BeforeOf(call), call.Aborted);
        if (deleted == 0)
        {
            throw NotFound(call);
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = call.OperationId, DagId = DagOf(call) });
        await call.EndAsync();
    }

    private static Task<ListPage<ListedQueuedEvent>> FindAsync(ApiCall call)
    {
        var filters = new ListFilters(call).Visible("dag_id", "can_read", ApiResources.Dags);
        if (DagOf(call) is { } dagId)
        {
            filters.Add(ListFilter.Is("dag_id", dagId));
        }

        if (AssetOf(call) is { } assetId)
        {
            filters.Add(ListFilter.Is("asset_id", assetId));
        }

        if (BeforeOf(call) is { } before)
        {
            filters.Add(new ListFilter("created_at", ListOperator.LessThan, before));
        }

        return call.Services.Listings.QueuedEvents.ListAsync(new ListQuery { Filters = filters.All, Limit = int.MaxValue }, call.Aborted);
    }

    private static string? DagOf(ApiCall call) => call.Context.Request.RouteValues.ContainsKey("dag_id") ? call.Route("dag_id") : null;

    private static long? AssetOf(ApiCall call) => call.Context.Request.RouteValues.ContainsKey("asset_id") ? call.Long("asset_id") : null;

    private static DateTimeOffset? BeforeOf(ApiCall call)
    {
        if (call.Text("before") is not { } text)
        {
            return null;
        }

        // a time without a zone is one in UTC here
        return Wire.TryTime(text, out var time) || Wire.TryTime(text + "Z", out time)
            ? time
            : throw ApiException.BadRequest($"Invalid datetime: '{text}'. Please check the date parameter have this value.");
    }

    private static ApiException NotFound(ApiCall call) => ApiException.NotFound((DagOf(call), AssetOf(call)) switch
    {
        (null, { } assetId) => $"Queue event with asset_id: `{assetId}` was not found",
        ({ } dagId, null) => $"Queue event with dag_id: `{dagId}` was not found",
        var (dagId, assetId) => $"Queued event with dag_id: `{dagId}` and asset_id: `{assetId}` was not found",
    });

    private static QueuedEventResponse Of(ListedQueuedEvent queued) => new(queued.DagId, queued.AssetId, queued.CreatedAt, queued.DagDisplayName);
}
