using System.Text.Json.Nodes;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Server.Bodies;

namespace Airflow.Server.Execution;

/// <summary>/execution/task-instances/count, states, previous, breadcrumbs: questions about other task instances.</summary>
internal static class TaskQueryEndpoints
{
    public static void Map(ExecutionRoutes routes)
    {
        routes.Map("GET", "/task-instances/count", CountAsync);
        routes.Map("GET", "/task-instances/states", StatesAsync);
        routes.Map("GET", "/task-instances/breadcrumbs", BreadcrumbsAsync);
        routes.Map("GET", "/task-instances/previous/{dag_id}/{task_id}", PreviousAsync);
    }

    private static async Task CountAsync(ExecutionCall call)
    {
        var states = call.QueryList("states")?.Select(State).ToHashSet();
        var tasks = await RunQueries.ListTasksAsync(call);
        await call.AnswerAsync(tasks.Count(task => states is null || states.Contains(task.State)));
    }

    private static async Task StatesAsync(ExecutionCall call)
    {
        var runs = new JsonObject();
        foreach (var task in await RunQueries.ListTasksAsync(call))
        {
            if (runs[task.Key.RunId] is not JsonObject ofRun)
            {
                runs[task.Key.RunId] = ofRun = [];
            }

            ofRun[task.Key.MapIndex < 0 ? task.Key.TaskId : $"{task.Key.TaskId}_{task.Key.MapIndex}"] = task.State.Name();
        }

        await call.AnswerAsync(new JsonObject { ["task_states"] = runs });
    }

    /// <summary>The finished tasks of a run in the order of their ends.</summary>
    private static async Task BreadcrumbsAsync(ExecutionCall call)
    {
        var tasks = await call.Services.Api.ListTaskInstancesAsync(call.RequireQuery("dag_id"), call.RequireQuery("run_id"), call.Aborted);
        await call.AnswerAsync(new JsonObject
        {
            ["breadcrumbs"] = new JsonArray(
            [
                .. tasks.Where(task => task.State.IsFinished()).OrderBy(task => task.EndDate).Select(task => new JsonObject
                {
                    ["task_id"] = task.Key.TaskId,
                    ["map_index"] = task.Key.MapIndex,
                    ["state"] = task.State.Name(),
                    ["operator"] = task.Operator,
                    ["duration"] = task.Duration,
                }),
            ]),
        });
    }

    private static async Task PreviousAsync(ExecutionCall call)
    {
        var (dagId, taskId) = (call.Route("dag_id"), call.Route("task_id"));
        var (before, mapIndex) = (call.QueryTime("logical_date"), call.QueryNumber("map_index") ?? -1);
        var state = call.Query("state") is { } name ? State(name) : (TaskState?)null;
        var runs = await call.Services.Api.ListRunsAsync(new RunFilter { DagId = dagId, LogicalDateTo = before }, call.Aborted);
        foreach (var run in runs.Where(run => run.LogicalDate is not null && (before is null || run.LogicalDate < before)).OrderByDescending(run => run.LogicalDate))
        {
            var task = await call.Services.Stores.Tasks.FindAsync(new TaskInstanceKey(dagId, run.RunId, taskId, mapIndex), call.Aborted);
            if (task is not null && (state is null || task.State == state))
            {
                await call.AnswerAsync(Previous(task, run));
                return;
            }
        }

        await call.AnswerAsync((JsonNode?)null);
    }

    private static JsonObject Previous(TaskInstance task, DagRun run) => new()
    {
        ["task_id"] = task.Key.TaskId,
        ["dag_id"] = task.Key.DagId,
        ["run_id"] = task.Key.RunId,
        ["logical_date"] = Wire.Time(run.LogicalDate),
        ["start_date"] = Wire.Time(task.StartDate),
        ["end_date"] = Wire.Time(task.EndDate),
        ["state"] = task.State.Name(),
        ["try_number"] = task.TryNumber,
        ["map_index"] = task.Key.MapIndex,
        ["duration"] = task.Duration,
    };

    private static TaskState State(string name) => name is "null" or "None" or "no_status"
        ? TaskState.None
        : TaskStates.TryParse(name, out var state) ? state : throw ExecutionException.Of(422, "invalid_state", $"'{name}' is not a task state");
}
