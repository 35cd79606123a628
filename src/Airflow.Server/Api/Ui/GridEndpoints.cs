using System.Text;
using System.Text.Json;
using Airflow.Engine.Grids;
using Airflow.Engine.Listing;
using Airflow.Engine.Runs;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/grid: the rows, the columns and the cells of a DAG's grid.</summary>
internal static class GridEndpoints
{
    /// <summary>What comes first decides how a group looks.</summary>
    private static readonly string?[] Priority =
    [
        "failed", "upstream_failed", "up_for_retry", "up_for_reschedule", "awaiting_input", "queued", "scheduled", "deferred", "running", "restarting", null, "success", "skipped",
        "removed",
    ];

    public static void Map(ApiRoutes routes)
    {
        routes.Map(UiOperations.Get("/grid/structure/{dag_id}", "get_dag_structure", ApiResources.Dags, StructureAsync));
        routes.Map(UiOperations.Get(
            "/grid/runs/{dag_id}",
            "get_grid_runs",
            ApiResources.DagRuns,
            RunsAsync,
            [
                Paging.Limit, Paging.Offset, Paging.OrderBy("id"), .. ApiParameter.Range("run_after"), ApiParameter.Texts("run_type"), ApiParameter.Texts("state"),
                ApiParameter.Text("triggering_user"),
            ]));
        routes.Map(UiOperations.Get(
            "/grid/{dag_id}",
            "get_grid",
            ApiResources.TaskInstances,
            GridAsync,
            [
                Paging.Limit, Paging.Offset, Paging.OrderBy("-run_after"), .. ApiParameter.Range("run_after"), ApiParameter.Texts("run_type"), ApiParameter.Texts("state"),
                ApiParameter.Text("triggering_user"),
            ]));
        routes.Map(UiOperations.Get("/grid/ti_summaries/{dag_id}", "get_grid_ti_summaries_stream", ApiResources.TaskInstances, SummariesAsync, ApiParameter.Texts("run_ids")));
    }

    private static async Task StructureAsync(ApiCall call) =>
        await call.AnswerAsync(GridStructure.Of((await NewestDag.FindAsync(call, call.Route("dag_id"))).Graph));

    /// <summary>Rows, columns and cells at once: what a page needs is one question.</summary>
    private static async Task GridAsync(ApiCall call)
    {
        var dagId = call.Route("dag_id");
        var structure = GridStructure.Of((await NewestDag.FindAsync(call, dagId)).Graph);
        var page = await ListRunsAsync(call);
        var runIds = page.Items.Select(static one => one.Run.RunId).ToList();
        await call.AnswerAsync(new
        {
            Structure = structure,
            Runs = page.Items.Select(static one => GridRun.Of(one.Run)),
            TotalEntries = page.Total,
            Cells = GridCells.Of(await SummariesAsync(call, dagId, runIds, structure)),
        });
    }

    private static async Task RunsAsync(ApiCall call) => await call.AnswerAsync((await ListRunsAsync(call)).Items.Select(static one => GridRun.Of(one.Run)));

    private static async Task<ListPage<ListedRun>> ListRunsAsync(ApiCall call)
    {
        var listing = call.Services.Listings.Runs;
        var filters = new ListFilters(call).Add(ListFilter.Is("dag_id", call.Route("dag_id"))).Range("run_after", "run_after")
            .AnyOf("run_type", "run_type").AnyOf("state", "state").Is("triggering_user_name", "triggering_user").All;
        return await listing.ListAsync(Paging.Read(call, listing, filters), call.Aborted);
    }

    /// <summary>A line for each run: what its tasks and groups are in.</summary>
    private static async Task SummariesAsync(ApiCall call)
    {
        var dagId = call.Route("dag_id");
        var runIds = call.Texts("run_ids") ?? [];
        var text = new StringBuilder();
        foreach (var run in await SummariesAsync(call, dagId, [.. runIds.OfType<string>()], GridStructure.Of((await NewestDag.FindAsync(call, dagId)).Graph)))
        {
            text.Append(JsonSerializer.Serialize(run, ApiJson.Options)).Append('\n');
        }

        call.Response.ContentType = "application/x-ndjson";
        await call.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Of each run, what its tasks and groups are in.</summary>
    public static async Task<IReadOnlyList<GridRunSummary>> SummariesAsync(ApiCall call, string dagId, IReadOnlyList<string> runIds, IReadOnlyList<GridNode> structure)
    {
        var groups = GridStructure.Places(structure).ToDictionary(static one => one.TaskId, static one => one.Groups, StringComparer.Ordinal);
        var counts = (await call.Services.Grids.CountTasksAsync(dagId, [.. runIds], call.Aborted)).ToLookup(static one => one.RunId, StringComparer.Ordinal);
        return [.. runIds.Select(runId => new GridRunSummary(runId, dagId, [.. Summaries([.. counts[runId]], groups)]))];
    }

    private static IEnumerable<GridSummary> Summaries(IReadOnlyList<TaskStateCount> counts, Dictionary<string, IReadOnlyList<string>> groups)
    {
        var tasks = counts.GroupBy(static count => count.TaskId, StringComparer.Ordinal).Select(static task => Summarise(task.Key, [.. task]));
        var whole = counts.SelectMany(count => groups.GetValueOrDefault(count.TaskId, []).Select(group => (Group: group, Count: count)))
            .GroupBy(static pair => pair.Group, static pair => pair.Count, StringComparer.Ordinal)
            .Select(static group => Summarise(group.Key, [.. group], isGroup: true));
        return tasks.Concat(whole);
    }

    private static GridSummary Summarise(string id, IReadOnlyList<TaskStateCount> counts, bool isGroup = false)
    {
        var states = counts.GroupBy(static count => count.State ?? "no_status", StringComparer.Ordinal).ToDictionary(static one => one.Key, static one => one.Sum(static count => count.Count), StringComparer.Ordinal);
        var isMany = isGroup || states.Values.Sum() > 1;
        return new GridSummary(
            id,
            Priority.FirstOrDefault(state => states.ContainsKey(state ?? "no_status")),
            isMany ? states : null,
            counts.Min(static count => count.FirstStart),
            counts.Max(static count => count.LastEnd));
    }
}
