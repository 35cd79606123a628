using Airflow.Engine.Scheduling;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Dags;

namespace Airflow.Server.Api.Tasks;

/// <summary>/dags/{dag_id}/tasks.</summary>
internal static class TaskEndpoints
{
    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/dags/{dag_id}/tasks", "get_tasks", ApiNeed.Read(ApiResources.Dags), ListAsync)
        {
            Tag = "Task",
            Parameters = [ApiParameter.Text("order_by") with { Default = "task_id" }],
            Answer = typeof(TaskCollectionResponse),
        });
        routes.Map(new("GET", "/dags/{dag_id}/tasks/{task_id}", "get_task", ApiNeed.Read(ApiResources.Dags), GetAsync) { Tag = "Task", Answer = typeof(TaskResponse) });
    }

    private static async Task ListAsync(ApiCall call)
    {
        var dag = await FindDagAsync(call);
        var tasks = TaskOrder.Sort([.. Enumerable.Range(0, dag.Graph.Count).Select(index => TaskResponse.Of(dag, index))], call.Text("order_by") ?? "task_id");
        await call.AnswerAsync(new TaskCollectionResponse(tasks, tasks.Count));
    }

    private static async Task GetAsync(ApiCall call)
    {
        var dag = await FindDagAsync(call);
        var taskId = call.Route("task_id");
        await call.AnswerAsync(dag.Graph.TryGetIndex(taskId, out var index)
            ? TaskResponse.Of(dag, index)
            : throw ApiException.NotFound($"Task with id {taskId} was not found"));
    }

    private static async Task<ScheduledDag> FindDagAsync(ApiCall call)
    {
        var dag = await DagEndpoints.FindAsync(call);
        return (dag.LatestVersionId is { } id ? await call.Services.Versions.FindAsync(id, call.Aborted) : null)
            ?? throw ApiException.NotFound($"The Dag with ID: `{dag.DagId}` was not found");
    }
}
