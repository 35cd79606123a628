using Airflow.Engine.Dags;
using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Dags;

namespace Airflow.Server.Api.DagVersions;

/// <summary>/dags/{dag_id}/dagVersions.</summary>
internal static class DagVersionEndpoints
{
    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/dags/{dag_id}/dagVersions", "get_dag_versions", ApiNeed.Read(ApiResources.DagVersions), ListAsync)
        {
            Tag = "DagVersion",
            IsList = true,
            Parameters =
            [
                Paging.Limit, Paging.Offset, ApiParameter.Integer("version_number"), ApiParameter.Text("bundle_name"), ApiParameter.Text("bundle_version"),
                Paging.OrderBy("id"),
            ],
            Answer = typeof(DagVersionCollectionResponse),
        });
        routes.Map(new("GET", "/dags/{dag_id}/dagVersions/{version_number}", "get_dag_version", ApiNeed.Read(ApiResources.DagVersions), GetAsync)
        {
            Tag = "DagVersion",
            Parameters = [ApiParameter.Integer("version_number") with { In = "path", IsRequired = true }],
            Answer = typeof(DagVersionResponse),
        });
    }

    private static async Task ListAsync(ApiCall call)
    {
        var filters = new ListFilters(call).IsNumber("version_number", "version_number").Is("bundle_name", "bundle_name").Is("bundle_version", "bundle_version");
        if (call.Route("dag_id") == "~")
        {
            filters.Visible("dag_id", "can_read", ApiResources.DagVersions);
        }
        else
        {
            filters.Add(ListFilter.Is("dag_id", (await DagEndpoints.FindAsync(call)).DagId));
        }

        var listing = call.Services.Listings.DagVersions;
        var page = await listing.ListAsync(Paging.Read(call, listing, filters.All), call.Aborted);
        await call.AnswerAsync(new DagVersionCollectionResponse([.. page.Items.Select(Of)], page.Total));
    }

    private static async Task GetAsync(ApiCall call)
    {
        var dagId = call.Route("dag_id");
        var number = call.Long("version_number");
        var page = await call.Services.Listings.DagVersions.ListAsync(
            new ListQuery { Filters = [ListFilter.Is("dag_id", dagId), ListFilter.Is("version_number", number)], Limit = 1 }, call.Aborted);
        var found = page.Items is [var only]
            ? only
            : throw ApiException.NotFound($"The DagVersion with dag_id: `{dagId}` and version_number: `{number}` was not found");
        await call.AnswerAsync(Of(found));
    }

    private static DagVersionResponse Of(ListedDagVersion listed) => DagVersionResponse.Of(listed.Version, listed.DisplayName);
}
