using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.DagTags;

/// <summary>/dagTags.</summary>
internal static class DagTagEndpoints
{
    public static void Map(ApiRoutes routes) => routes.Map(new("GET", "/dagTags", "get_dag_tags", ApiNeed.Read(ApiResources.Dags), ListAsync)
    {
        Tag = "DAG",
        IsList = true,
        Parameters = [Paging.Limit, Paging.Offset, Paging.OrderBy("name"), .. ApiParameter.Pattern("tag_name")],
        Answer = typeof(DagTagCollectionResponse),
    });

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.DagTags;
        var filters = new ListFilters(call).Pattern("name", "tag_name").Visible("dag_id", "can_read", ApiResources.Dags);
        var page = await listing.ListAsync(Paging.Read(call, listing, filters.All), call.Aborted);
        await call.AnswerAsync(new DagTagCollectionResponse(page.Items, page.Total));
    }
}
