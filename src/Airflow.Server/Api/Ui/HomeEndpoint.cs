using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.DagRuns;
using Airflow.Server.Api.ImportErrors;
using Airflow.Server.Api.Pools;
using Airflow.Server.Health;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/home: what needs somebody, and how everything is, in one answer.</summary>
internal static class HomeEndpoint
{
    private const int Shown = 15;
    private const int ErrorsShown = 5;
    private const int FavoritesShown = 10;
    private const int PoolsShown = 6;
    private const int RunsOfFavorite = 14;
    private static readonly string[] Failed = ["failed"];

    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.List(
        "/home", "get_home", ApiResources.DagRuns, GetAsync, ApiParameter.Time("start_date") with { IsRequired = true }));

    private static async Task GetAsync(ApiCall call)
    {
        var since = call.Time("start_date")!.Value;
        var (errors, questions) = (await ErrorsAsync(call), await QuestionsAsync(call));
        await call.AnswerAsync(new
        {
            Alerts = DashboardAlerts.Of(call.Services.Configuration),
            Health = await HealthEndpoints.BodyAsync(call.Context),
            FailedRuns = await FailedAsync(call, since),
            ImportErrors = errors,
            OpenQuestions = questions,
            Favorites = await FavoritesAsync(call),
            AssetEvents = await MadeAssets.OfAsync(call, new ListFilter("timestamp", ListOperator.AtLeast, since)),
            Pools = call.User.Can("can_read", ApiResources.Pools) ? await PoolsAsync(call) : null,
            DagRunStates = IsForAll(call) ? await call.Services.Grids.CountRunsAsync(since, null, call.Aborted) : null,
            TaskInstanceStates = IsForAll(call) ? await call.Services.Grids.CountTasksAsync(since, null, call.Aborted) : null,
            DagStates = IsForAll(call) ? await call.Services.Grids.CountDagsAsync(call.Aborted) : null,
        });
    }

    /// <summary>Counts are over all DAGs, so that only who may see them all gets them.</summary>
    private static bool IsForAll(ApiCall call) => call.User.Can("can_read", ApiResources.DagRuns);

    private static async Task<object> FailedAsync(ApiCall call, DateTimeOffset since)
    {
        var filters = new ListFilters(call).Visible("dag_id", "can_read", ApiResources.DagRuns).Add(ListFilter.In("state", Failed)).Add(new ListFilter("end_date", ListOperator.AtLeast, since));
        var page = await call.Services.Listings.Runs.ListAsync(
            new ListQuery { Filters = filters.All, Order = [ListOrder.Parse("-end_date")], Limit = Shown }, call.Aborted);
        return new { DagRuns = page.Items.Select(DagRunResponse.Of), TotalEntries = page.Total };
    }

    private static async Task<object?> ErrorsAsync(ApiCall call)
    {
        if (!call.User.Can("can_read", ApiResources.ImportErrors))
        {
            return null;
        }

        var filters = new ListFilters(call);
        if (call.User.DagsFor("can_read", ApiResources.Dags) is { } dags)
        {
            filters.Add(ListFilter.In("only_dags", dags.DefaultIfEmpty("")));
        }

        var page = await call.Services.Listings.ImportErrors.ListAsync(new ListQuery { Filters = filters.All, Limit = ErrorsShown }, call.Aborted);
        return new { ImportErrors = page.Items.Select(ImportErrorResponse.Of), TotalEntries = page.Total };
    }

    /// <summary>The DAGs that the caller looks after, with their last runs.</summary>
    private static async Task<IEnumerable<object>> FavoritesAsync(ApiCall call)
    {
        var filters = new ListFilters(call).Visible("dag_id", "can_read", ApiResources.Dags).Add(ListFilter.Is("favorite_of", call.User.Name));
        var page = await call.Services.Listings.Dags.ListAsync(new ListQuery { Filters = filters.All, Order = [ListOrder.Parse("dag_id")], Limit = FavoritesShown }, call.Aborted);
        var runs = (await call.Services.Grids.ListLastRunsAsync([.. page.Items.Select(static dag => dag.DagId)], RunsOfFavorite, call.Aborted)).ToLookup(static run => run.DagId, StringComparer.Ordinal);
        return page.Items.Select(dag => new { dag.DagId, DagDisplayName = dag.DisplayName ?? dag.DagId, dag.IsPaused, LatestDagRuns = runs[dag.DagId] });
    }

    private static async Task<object> PoolsAsync(ApiCall call)
    {
        var page = await call.Services.Listings.Pools.ListAsync(new ListQuery { Filters = [], Order = [ListOrder.Parse("id")], Limit = PoolsShown }, call.Aborted);
        var usage = await PoolEndpoints.UsageAsync(call);
        return page.Items.Select(pool => PoolEndpoints.Of(pool, usage));
    }

    /// <summary>How many tries wait for a person.</summary>
    private static async Task<int?> QuestionsAsync(ApiCall call)
    {
        if (call.User.DagsFor("can_read", ApiResources.HumanInput) is { Count: 0 })
        {
            return null;
        }

        var filters = new ListFilters(call).Visible("dag_id", "can_read", ApiResources.HumanInput).Add(ListFilter.Is("is_open", true)).Add(ListFilter.Is("state", "awaiting_input"));
        return (await call.Services.Listings.Questions.ListAsync(new ListQuery { Filters = filters.All, Limit = 1 }, call.Aborted)).Total;
    }
}
