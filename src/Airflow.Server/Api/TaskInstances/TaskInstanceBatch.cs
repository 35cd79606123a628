using Airflow.Engine.Clearing;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>POST /dags/~/dagRuns/~/taskInstances/list: the list of task instances, its filters in the body.</summary>
internal static class TaskInstanceBatch
{
    /// <summary>Of so many runs that wait to be started the instances are made, to be told.</summary>
    private const int MaxEarlyRuns = 20;

    private static readonly string[] States = [.. Enum.GetValues<TaskState>().Select(static state => state.Name()).OfType<string>()];

    private static readonly string[] Orders = ["id", "state", "duration", "start_date", "end_date", "map_index"];

    private static readonly BodyModel Body = new([
        BatchBody.Texts("dag_ids"), BatchBody.Texts("dag_run_ids"), BatchBody.Texts("task_ids"),
        BodyField.Optional("state", BodyKind.List) with { Item = new ChoiceShape(States, allowsNull: true) },
        .. BatchBody.Range("run_after"), .. BatchBody.Range("logical_date"), .. BatchBody.Range("start_date"), .. BatchBody.Range("end_date"),
        .. BatchBody.Range("duration", BodyKind.Number), BatchBody.Texts("pool"), BatchBody.Texts("queue"), BatchBody.Texts("executor"),
        .. BatchBody.Page, BodyField.Optional("order_by", BodyKind.Text),
    ])
    { Name = "TaskInstancesBatchBody" };

    public static void Map(ApiRoutes routes) =>
        routes.Map(new("POST", TaskInstanceEndpoints.Tasks + "/list", "get_task_instances_batch", ApiNeed.Read(ApiResources.TaskInstances), ListAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            IsList = true,
            Parameters = [BatchBody.Any("dag_id"), BatchBody.Any("dag_run_id")],
            Body = Body,
            Answer = typeof(TaskInstanceCollectionResponse),
        });

    private static async Task ListAsync(ApiCall call)
    {
        var body = call.Body;
        var filters = new ListFilters(call).OfDag(call, ApiResources.TaskInstances)
            .AnyOf("dag_id", body.Texts("dag_ids")).AnyOf("run_id", body.Texts("dag_run_ids")).AnyOf("task_id", body.Texts("task_ids"))
            .TaskStateIn(body.Texts("state"))
            .AnyOf("pool", body.Texts("pool")).AnyOf("queue", body.Texts("queue")).ExecutorIn(call, body.Texts("executor"));
        BatchBody.AddRanges(filters, body, ["run_after", "logical_date", "start_date", "end_date"], "duration");
        var listing = call.Services.Listings.Tasks;
        var query = BatchBody.Query(call, listing, filters.All, Orders);
        var page = await listing.ListAsync(query, call.Aborted);
        if (page.Total == 0 && await MakeAsync(call, body.Texts("dag_ids") ?? [], body.Texts("dag_run_ids") ?? []))
        {
            page = await listing.ListAsync(query, call.Aborted);
        }

        await RenderedArguments.LoadAsync(call, page.Items);
        await call.AnswerAsync(TaskInstanceCollectionResponse.Of(call, page));
    }

    private static async Task<bool> MakeAsync(ApiCall call, IReadOnlyList<string?> dagIds, IReadOnlyList<string?> runIds)
    {
        var early = new EarlyInstances(call.Services.Stores, call.Services.Versions, call.Services.Clock);
        var isMade = false;
        var pairs = from dagId in dagIds.OfType<string>()
                    where call.User.CanFor(dagId, "can_read", ApiResources.TaskInstances)
                    from runId in runIds.OfType<string>()
                    select (dagId, runId);
        foreach (var (dagId, runId) in pairs.Take(MaxEarlyRuns))
        {
            isMade |= await early.MakeAsync(dagId, runId, call.Aborted);
        }

        return isMade;
    }
}
