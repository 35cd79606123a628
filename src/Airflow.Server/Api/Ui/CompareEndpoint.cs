using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.DagRuns;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/compare/{dag_id}: two runs of a DAG, and what each of their tasks became, in one answer.</summary>
internal static class CompareEndpoint
{
    /// <summary>So many runs are offered to choose from.</summary>
    private const int MostRuns = 50;

    private const int Sides = 2;

    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get(
        "/compare/{dag_id}", "get_run_comparison", ApiResources.TaskInstances, GetAsync, ApiParameter.Texts("run_ids")));

    /// <summary>Where one run or none is named, those before it, newest first, complete the pair.</summary>
    private static async Task GetAsync(ApiCall call)
    {
        var dagId = call.Route("dag_id");
        var dag = await NewestDag.FindAsync(call, dagId);
        var recent = (await ListAsync(call, ListFilter.Is("dag_id", dagId))).Select(static run => run.DagRunId).ToList();
        List<string> named = [.. (call.Texts("run_ids") ?? []).OfType<string>().Distinct(StringComparer.Ordinal).Take(Sides)];
        var after = named.Count == 0 ? -1 : recent.IndexOf(named[^1]);
        List<string> wanted = [.. named, .. recent.Skip(after + 1).Except(named, StringComparer.Ordinal).Take(Sides - named.Count)];
        var found = (await ListAsync(call, ListFilter.Is("dag_id", dagId), ListFilter.In("run_id", wanted))).ToDictionary(static run => run.DagRunId, StringComparer.Ordinal);
        if (named.Find(name => !found.ContainsKey(name)) is { } missing)
        {
            throw ApiException.NotFound($"The DagRun with dag_id: `{dagId}` and run_id: `{missing}` was not found");
        }

        await call.AnswerAsync(new
        {
            Runs = wanted.Select(name => found[name]),
            RecentRunIds = recent,
            Structure = new RawJson(GridRows.Of(dag).Json),
            Cells = GridCells.Of(await GridSummaries.ListAsync(call, dag, wanted)),
        });
    }

    private static async Task<IEnumerable<DagRunResponse>> ListAsync(ApiCall call, params IReadOnlyList<ListFilter> filters)
    {
        var query = new ListQuery { Filters = filters, Order = [ListOrder.Parse("-run_after")], Limit = MostRuns };
        return (await call.Services.Listings.Runs.ListAsync(query, call.Aborted)).Items.Select(DagRunResponse.Of);
    }
}
