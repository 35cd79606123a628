using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.TaskInstances;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/task_overview/{dag_id}: the last instances of a task or a group of tasks in a stretch of time, how many of them failed, and how many ask somebody.</summary>
internal static class TaskOverviewEndpoint
{
    private const int DefaultInstances = 50;
    private const int MostInstances = 365;
    private static readonly string[] Failed = ["failed"];

    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get(
        "/task_overview/{dag_id}",
        "get_task_overview",
        ApiResources.TaskInstances,
        GetAsync,
        ApiParameter.Text("task_id"),
        ApiParameter.Text("task_group_id"),
        ApiParameter.Integer("limit") with { Minimum = 1, Default = DefaultInstances },
        ApiParameter.Time("start_date") with { IsRequired = true }));

    private static async Task GetAsync(ApiCall call)
    {
        var (dagId, since) = (call.Route("dag_id"), call.Time("start_date")!.Value);
        var tasks = await TasksAsync(call, dagId);
        ListFilter[] filters = [ListFilter.Is("dag_id", dagId), tasks, new ListFilter("start_date", ListOperator.AtLeast, since)];
        var listing = call.Services.Listings.Tasks;
        var last = await listing.ListAsync(
            new ListQuery { Filters = filters, Order = [ListOrder.Parse("-start_date")], Limit = Math.Min(call.Int("limit") ?? DefaultInstances, MostInstances) }, call.Aborted);
        var failed = await listing.ListAsync(new ListQuery { Filters = [.. filters, ListFilter.In("state", Failed)], Limit = 1 }, call.Aborted);
        await call.AnswerAsync(new
        {
            TaskInstances = last.Items.Select(one => TaskInstanceResponse.Of(call, one)),
            TotalEntries = last.Total,
            Failed = failed.Total,
            OpenQuestions = await OpenQuestions.CountAsync(call, dagId, tasks),
        });
    }

    private static async Task<ListFilter> TasksAsync(ApiCall call, string dagId)
    {
        if (call.Text("task_group_id") is not { } groupId)
        {
            return ListFilter.Is("task_id", call.Text("task_id") ?? "");
        }

        var dag = await TaskInstanceChanges.DagAsync(call, dagId);
        return ListFilter.In("task_id", TaskGroupFilter.TasksOf(dag, groupId) ?? throw TaskGroupFilter.NotFound(groupId));
    }
}
