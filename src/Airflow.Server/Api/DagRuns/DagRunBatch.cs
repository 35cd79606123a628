using Airflow.Engine.Runs;
using Airflow.Server.Api.Auth;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.DagRuns;

/// <summary>POST /dags/~/dagRuns/list: the list of runs, its filters in the body.</summary>
internal static class DagRunBatch
{
    private static readonly string[] States = [.. Enum.GetValues<RunState>().Select(static state => state.Name())];

    private static readonly string[] Orders =
        ["id", "state", "dag_id", "run_after", "logical_date", "run_id", "dag_run_id", "start_date", "end_date", "updated_at", "conf"];

    private static readonly BodyModel Body = new([
        BodyField.Optional("order_by", BodyKind.Text), .. BatchBody.Page,
        BatchBody.Texts("dag_ids"), BodyField.Optional("states", BodyKind.List) with { Item = new ChoiceShape(States, allowsNull: true) },
        .. BatchBody.Range("run_after"), .. BatchBody.Range("logical_date"), .. BatchBody.Range("start_date"), .. BatchBody.Range("end_date"),
        .. BatchBody.Range("duration", BodyKind.Number), BodyField.Optional("conf_contains", BodyKind.Text),
    ])
    { Name = "DAGRunsBatchBody" };

    public static void Map(ApiRoutes routes) =>
        routes.Map(new("POST", DagRunEndpoints.Runs + "/list", "get_list_dag_runs_batch", ApiNeed.Read(ApiResources.DagRuns), ListAsync)
        {
            Tag = DagRunEndpoints.Tag,
            IsList = true,
            Parameters = [BatchBody.Any("dag_id")],
            Body = Body,
            Answer = typeof(DagRunCollectionResponse),
        });

    private static async Task ListAsync(ApiCall call)
    {
        var body = call.Body;
        var filters = new ListFilters(call).OfDag(call, ApiResources.DagRuns)
            .AnyOf("dag_id", body.Texts("dag_ids")).RunStateIn(body.Texts("states"))
            .Contains("conf_text", body.Text("conf_contains"));
        BatchBody.AddRanges(filters, body, ["run_after", "logical_date", "start_date", "end_date"], "duration");
        var listing = call.Services.Listings.Runs;
        var page = await listing.ListAsync(BatchBody.Query(call, listing, filters.All, Orders), call.Aborted);
        await call.AnswerAsync(DagRunCollectionResponse.Of(page, hasCursors: false));
    }
}
