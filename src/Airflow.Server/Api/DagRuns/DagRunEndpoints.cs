using Airflow.Engine.Listing;
using Airflow.Engine.Runs;
using Airflow.Server.Api.Auth;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.DagRuns;

/// <summary>/dags/{dag_id}/dagRuns: making, finding and listing runs.</summary>
internal static class DagRunEndpoints
{
    public const string Tag = "DagRun";

    public const string Runs = "/dags/{dag_id}/dagRuns";

    public const string Run = Runs + "/{dag_run_id}";

    private static readonly BodyModel TriggerBody = new(
        BodyField.Optional("dag_run_id", BodyKind.Text),
        BodyField.Optional("data_interval_start", BodyKind.Time),
        BodyField.Optional("data_interval_end", BodyKind.Time),
        new BodyField("logical_date", BodyKind.Time, IsRequired: true, IsNullable: true),
        BodyField.Optional("run_after", BodyKind.Time) with { IsNaiveAllowed = true },
        BodyField.Optional("conf", BodyKind.Map),
        BodyField.Optional("note", BodyKind.Text),
        BodyField.Optional("partition_key", BodyKind.Text));

    private static readonly string[] Times = ["run_after", "logical_date", "start_date", "end_date", "updated_at"];

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", Run, "get_dag_run", ApiNeed.Read(ApiResources.DagRuns), GetAsync) { Tag = Tag, Answer = typeof(DagRunResponse) });
        routes.Map(new("GET", Runs, "get_dag_runs", ApiNeed.Read(ApiResources.DagRuns), ListAsync)
        {
            Tag = Tag,
            IsList = true,
            Parameters =
            [
                new ApiParameter("partition_date_gte", ApiKind.Date), new ApiParameter("partition_date_lte", ApiKind.Date), Paging.Cursor, Paging.Limit, Paging.Offset,
                .. Times.SelectMany(static name => ApiParameter.Range(name)), .. ApiParameter.Range("duration", ApiKind.Number),
                ApiParameter.Text("conf_contains"), ApiParameter.Texts("run_type"), ApiParameter.Texts("state"),
                ApiParameter.Integer("dag_version") with { IsList = true }, ApiParameter.Text("bundle_version"), Paging.OrderBy("id"),
                .. ApiParameter.Pattern("run_id"), .. ApiParameter.Pattern("triggering_user_name"), .. ApiParameter.Pattern("dag_id"),
                .. ApiParameter.Pattern("partition_key"), ApiParameter.Text("consuming_asset_pattern"),
            ],
            Answer = typeof(DagRunCollectionResponse),
        });
        routes.Map(new("POST", Runs, "trigger_dag_run", ApiNeed.Create(ApiResources.DagRuns), RunTrigger.AnswerAsync)
        {
            Tag = Tag,
            Body = TriggerBody,
            Answer = typeof(DagRunResponse),
        });
    }

    /// <summary>The run of the path.</summary>
    public static async Task<ListedRun> FindAsync(ApiCall call)
    {
        var (dagId, runId) = (call.Route("dag_id"), call.Route("dag_run_id"));
        return await FindAsync(call, dagId, runId) ?? throw NotFound(dagId, runId);
    }

    public static async Task<ListedRun?> FindAsync(ApiCall call, string dagId, string runId)
    {
        var query = new ListQuery { Filters = [ListFilter.Is("dag_id", dagId), ListFilter.Is("run_id", runId)], Limit = 1 };
        return (await call.Services.Listings.Runs.ListAsync(query, call.Aborted)).Items is [var run] ? run : null;
    }

    public static ApiException NotFound(string dagId, string runId) =>
        ApiException.NotFound($"The DagRun with dag_id: `{dagId}` and run_id: `{runId}` was not found");

    private static async Task GetAsync(ApiCall call) => await call.AnswerAsync(DagRunResponse.Of(await FindAsync(call)));

    private static async Task ListAsync(ApiCall call)
    {
        var filters = new ListFilters(call).OfDag(call, ApiResources.DagRuns)
            .Range("duration", "duration", ApiKind.Number)
            .RunTypeIn(call.Texts("run_type")).RunStateIn(call.Texts("state"))
            .AnyNumber("dag_version", "dag_version").Is("bundle_version", "bundle_version")
            .Pattern("run_id", "run_id").Pattern("triggering_user_name", "triggering_user_name").Pattern("dag_id", "dag_id").Pattern("partition_key", "partition_key_pattern", "partition_key_prefix_pattern", hasAlternatives: false)
            .Contains("conf_text", call.Text("conf_contains"));
        if (call.Text("consuming_asset_pattern") is { Length: > 0 } asset)
        {
            filters.Add(ListFilter.Is("consuming_asset", SearchPattern.Literally(asset)));
        }

        foreach (var name in Times)
        {
            filters.Range(name, name);
        }

        await AddPartitionsAsync(call, filters);
        var listing = call.Services.Listings.Runs;
        var query = Paging.Read(call, listing, filters.All);
        var page = await listing.ListAsync(query, call.Aborted);
        if (page.Total == 0)
        {
            await DagScope.RequireAsync(call);
        }

        await call.AnswerAsync(DagRunCollectionResponse.Of(page, query.HasCursors));
    }

    private static async Task AddPartitionsAsync(ApiCall call, ListFilters filters)
    {
        var (first, last) = (call.Date("partition_date_gte"), call.Date("partition_date_lte"));
        if (first is null && last is null)
        {
            return;
        }

        if (DagScope.IsAny(call))
        {
            throw ApiException.BadRequest("partition_date_gte and partition_date_lte require a specific dag_id.");
        }

        PartitionWindow.Add(filters, await TaskInstances.TaskInstanceChanges.DagAsync(call, call.Route("dag_id")), first, last);
    }
}
