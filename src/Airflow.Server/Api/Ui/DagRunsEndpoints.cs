using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Dags;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/dags: DAGs with their last runs, all of a page in three statements.</summary>
internal static class DagRunsEndpoints
{
    private const int DefaultRuns = 10;
    private const int MostRuns = 100;

    public static void Map(ApiRoutes routes)
    {
        routes.Map(UiOperations.List(
            "/dags",
            "get_dags_ui",
            ApiResources.Dags,
            ListAsync,
            [ApiParameter.Integer("dag_runs_limit") with { Minimum = 0, Default = DefaultRuns }, .. DagFilters.All]));
        routes.Map(UiOperations.Get("/dags/{dag_id}/latest_run", "get_latest_run_info", ApiResources.DagRuns, LatestAsync));
    }

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.Dags;
        var page = await listing.ListAsync(Paging.Read(call, listing, DagFilters.Read(call).All), call.Aborted);
        var runs = (await call.Services.Grids.ListLastRunsAsync([.. page.Items.Select(static dag => dag.DagId)], Math.Min(call.Int("dag_runs_limit") ?? DefaultRuns, MostRuns), call.Aborted))
            .ToLookup(static run => run.DagId, StringComparer.Ordinal);
        var favorites = await call.Services.Favorites.ListAsync(call.User.Name, call.Aborted);
        await call.AnswerAsync(new
        {
            TotalEntries = page.Total,
            Dags = page.Items.Select(dag => DagWithRunsResponse.Of(DagResponse.Of(dag, call.Services), [.. runs[dag.DagId]], favorites.Contains(dag.DagId))),
        });
    }

    private static async Task LatestAsync(ApiCall call)
    {
        var runs = await call.Services.Grids.ListLastRunsAsync([call.Route("dag_id")], 1, call.Aborted);
        await call.AnswerAsync(runs.Count > 0 ? runs[0] : null);
    }
}
