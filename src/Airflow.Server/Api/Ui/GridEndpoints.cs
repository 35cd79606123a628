using System.Text;
using System.Text.Json;
using Airflow.Engine.Listing;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/grid: the rows, the columns and the cells of a DAG's grid.</summary>
internal static class GridEndpoints
{
    /// <summary>As many as a grid has columns.</summary>
    private const int MostChanges = 100;

    public static void Map(ApiRoutes routes)
    {
        routes.Map(UiOperations.Get("/grid/structure/{dag_id}", "get_dag_structure", ApiResources.Dags, StructureAsync, [.. TaskStream.Parameters]));
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
                ApiParameter.Text("triggering_user"), .. TaskStream.Parameters,
            ]));
        routes.Map(UiOperations.Get("/grid/changes/{dag_id}", "get_grid_changes", ApiResources.TaskInstances, ChangesAsync, ApiParameter.Texts("run_ids") with { IsRequired = true }));
        routes.Map(UiOperations.Get("/grid/ti_summaries/{dag_id}", "get_grid_ti_summaries_stream", ApiResources.TaskInstances, SummariesAsync, ApiParameter.Texts("run_ids")));
    }

    private static async Task StructureAsync(ApiCall call) => await call.WriteAsync(Encoding.UTF8.GetBytes(RowsOf(call, await NewestDag.FindAsync(call, call.Route("dag_id")))));

    /// <summary>The rows as JSON: all of them as they are kept, or those around a task.</summary>
    private static string RowsOf(ApiCall call, ScheduledDag dag)
    {
        var (rows, stream) = (GridRows.Of(dag), TaskStream.Read(call, dag.Graph));
        return stream.IsAll ? rows.Json : JsonSerializer.Serialize(stream.Of(rows.Nodes), ApiJson.Options);
    }

    /// <summary>Rows, columns and cells at once: what a page needs is one question.</summary>
    private static async Task GridAsync(ApiCall call)
    {
        var dag = await NewestDag.FindAsync(call, call.Route("dag_id"));
        var page = await ListRunsAsync(call);
        var summaries = await GridSummaries.ListAsync(call, dag, [.. page.Items.Select(static one => one.Run.RunId)]);
        await call.AnswerAsync(new
        {
            Structure = new RawJson(RowsOf(call, dag)),
            Runs = page.Items.Select(GridRun.Of),
            TotalEntries = page.Total,
            Cells = GridCells.Of(summaries),
            Noted = await NotedAsync(call, [.. page.Items.Select(static one => one.Run.RunId)]),
        });
    }

    /// <summary>The columns and cells of runs that have changed; what is not there any more is left out.</summary>
    private static async Task ChangesAsync(ApiCall call)
    {
        var dag = await NewestDag.FindAsync(call, call.Route("dag_id"));
        List<string> runIds = [.. (call.Texts("run_ids") ?? []).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostChanges)];
        var query = new ListQuery { Filters = [ListFilter.Is("dag_id", call.Route("dag_id")), ListFilter.In("run_id", runIds)], Limit = MostChanges };
        var runs = (await call.Services.Listings.Runs.ListAsync(query, call.Aborted)).Items;
        await call.AnswerAsync(new
        {
            Runs = runs.Select(GridRun.Of),
            Cells = GridCells.Of(await GridSummaries.ListAsync(call, dag, [.. runs.Select(static one => one.Run.RunId)])),
            Noted = await NotedAsync(call, [.. runs.Select(static one => one.Run.RunId)]),
        });
    }

    /// <summary>By run, the tasks that carry a note; runs without one are not there.</summary>
    private static async Task<Dictionary<string, string[]>> NotedAsync(ApiCall call, IReadOnlyCollection<string> runIds) =>
        (await call.Services.Grids.ListNotedAsync(call.Route("dag_id"), runIds, call.Aborted)).GroupBy(static one => one.RunId, StringComparer.Ordinal)
            .ToDictionary(static run => run.Key, static run => run.Select(static one => one.TaskId).ToArray(), StringComparer.Ordinal);

    private static async Task RunsAsync(ApiCall call) => await call.AnswerAsync((await ListRunsAsync(call)).Items.Select(GridRun.Of));

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
        List<string> runIds = [.. (call.Texts("run_ids") ?? []).OfType<string>()];
        var summaries = await GridSummaries.ListAsync(call, await NewestDag.FindAsync(call, call.Route("dag_id")), runIds);
        call.Response.ContentType = "application/x-ndjson";
        await call.WriteAsync([.. summaries.SelectMany(static run => new[] { ApiJson.ToUtf8(run), "\n"u8.ToArray() })]);
    }
}
