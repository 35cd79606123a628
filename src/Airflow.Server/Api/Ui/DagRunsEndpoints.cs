using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Dags;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/dags: DAGs with their last runs, all of a page in three statements.</summary>
internal static class DagRunsEndpoints
{
    private const int DefaultRuns = 10;
    private const int MostRuns = 100;
    private const int MostQuestions = 500;
    private static readonly string[] OpenStates = ["awaiting_input", "deferred"];

    public static void Map(ApiRoutes routes)
    {
        routes.Map(UiOperations.List(
            "/dags",
            "get_dags_ui",
            ApiResources.Dags,
            ListAsync,
            [ApiParameter.Integer("dag_runs_limit") with { Minimum = 0, Default = DefaultRuns }, ApiParameter.Flag("has_pending_actions"), .. DagFilters.All]));
        routes.Map(UiOperations.Get("/dags/{dag_id}/latest_run", "get_latest_run_info", ApiResources.DagRuns, LatestAsync));
    }

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.Dags;
        var filters = DagFilters.Read(call, isOfAnyRun: true);
        if (call.Flag("has_pending_actions") is { } hasQuestions)
        {
            filters.Add(ListFilter.Is(hasQuestions ? "has_open_questions" : "has_no_open_questions", true));
        }

        var page = await listing.ListAsync(Paging.Read(call, listing, filters.All), call.Aborted);
        var questions = await CountQuestionsAsync(call, [.. page.Items.Select(static dag => dag.DagId)]);
        var runs = (await call.Services.Grids.ListLastRunsAsync([.. page.Items.Select(static dag => dag.DagId)], Math.Min(call.Int("dag_runs_limit") ?? DefaultRuns, MostRuns), call.Aborted))
            .ToLookup(static run => run.DagId, StringComparer.Ordinal);
        var favorites = await call.Services.Favorites.ListAsync(call.User.Name, call.Aborted);
        await call.AnswerAsync(new
        {
            TotalEntries = page.Total,
            Dags = page.Items.Select(dag => DagWithRunsResponse.Of(DagResponse.Of(dag, call.Services), [.. runs[dag.DagId]], favorites.Contains(dag.DagId)) with
            {
                OpenQuestions = questions.GetValueOrDefault(dag.DagId),
            }),
            ImportErrors = call.User.Can("can_read", ApiResources.ImportErrors) && call.User.DagsFor("can_read", ApiResources.Dags) is null
                ? (await call.Services.Listings.ImportErrors.ListAsync(new ListQuery { Filters = [], Limit = 1 }, call.Aborted)).Total
                : (int?)null,
        });
    }

    /// <summary>How many questions to people are open, by the DAG; of more than can be counted at once, at least so many.</summary>
    private static async Task<Dictionary<string, int>> CountQuestionsAsync(ApiCall call, IReadOnlyList<string> dagIds)
    {
        var filters = new ListFilters(call).Visible("dag_id", "can_read", ApiResources.HumanInput)
            .Add(ListFilter.In("dag_id", dagIds)).Add(ListFilter.Is("is_open", true)).Add(ListFilter.In("state", OpenStates));
        var page = dagIds.Count == 0 ? [] : (await call.Services.Listings.Questions.ListAsync(new ListQuery { Filters = filters.All, Limit = MostQuestions }, call.Aborted)).Items;
        return page.GroupBy(static one => one.Task.Task.Key.DagId, StringComparer.Ordinal).ToDictionary(static dag => dag.Key, static dag => dag.Count(), StringComparer.Ordinal);
    }

    private static async Task LatestAsync(ApiCall call)
    {
        var runs = await call.Services.Grids.ListLastRunsAsync([call.Route("dag_id")], 1, call.Aborted);
        await call.AnswerAsync(runs.Count > 0 ? runs[0] : null);
    }
}
