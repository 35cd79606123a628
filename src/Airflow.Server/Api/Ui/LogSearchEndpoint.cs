using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;
using Airflow.Server.Logs;

namespace Airflow.Server.Api.Ui;

/// <summary>
/// /ui/log_search: lines of the logs of a run in which a text stands, over all of its task instances and all of their tries, or of one of them. It answers in some seconds
/// with what it has found by then; "next" goes on.
/// </summary>
internal static class LogSearchEndpoint
{
    private const int DefaultLimit = 100;
    private const int MostLimit = 500;
    private const int MostOfTry = 20;
    private const int LongestText = 500;
    private static readonly string[] Levels = ["debug", "info", "warning", "error", "critical"];

    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get(
        "/log_search/{dag_id}/{dag_run_id}",
        "search_logs",
        ApiResources.TaskLogs,
        SearchAsync,
        ApiParameter.Text("q") with { MaxLength = LongestText },
        ApiParameter.Texts("level") with { Choices = Levels },
        ApiParameter.Text("task_id"),
        ApiParameter.Integer("map_index") with { Default = -1 },
        ApiParameter.Integer("try_number") with { Minimum = 1 },
        ApiParameter.Integer("limit") with { Minimum = 1, Default = DefaultLimit },
        ApiParameter.Text("after")));

    private static async Task SearchAsync(ApiCall call)
    {
        var (text, levels) = (call.Text("q") ?? "", call.Texts("level") ?? []);
        if (text.Length == 0 && levels.Count == 0)
        {
            throw ApiException.BadRequest("Say what to look for: a text (q), or levels (level)");
        }

        var from = call.Text("after") is { Length: > 0 } after ? LogSearchPlace.Parse(after) ?? throw ApiException.BadRequest("This is no place where a search ended") : default;
        var number = call.Long("try_number");
        var search = new LogSearch(call.Services, new LogQuestion(text, [.. levels]), (int)Math.Min(call.Long("limit") ?? DefaultLimit, MostLimit))
        {
            OnlyTry = number,
            MostOfTry = number is null ? MostOfTry : int.MaxValue,
        };
        await search.RunAsync(await InstancesAsync(call), from, call.Aborted);
        await call.AnswerAsync(new { search.Matches, search.Tries, search.Bytes, search.Unread, Next = search.Next?.ToString() });
    }

    private static async Task<IReadOnlyList<TaskInstance>> InstancesAsync(ApiCall call)
    {
        var (dagId, runId) = (call.Route("dag_id"), call.Route("dag_run_id"));
        if (call.Text("task_id") is { } taskId)
        {
            var key = new TaskInstanceKey(dagId, runId, taskId, (int)Math.Clamp(call.Long("map_index") ?? -1, int.MinValue, int.MaxValue));
            return [await call.Services.Stores.Tasks.FindAsync(key, call.Aborted) ?? throw ApiException.NotFound("TaskInstance not found")];
        }

        _ = await call.Services.Stores.Runs.FindAsync(dagId, runId, call.Aborted) ?? throw ApiException.NotFound($"DagRun with run_id: `{runId}` was not found");
        var all = await call.Services.Stores.Tasks.ListForRunAsync(dagId, runId, call.Aborted);
        // what began later stands behind, so that a search that goes on finds its place again
        return [.. all.Where(static task => task.TryNumber > 0).OrderBy(static task => task.StartDate ?? DateTimeOffset.MaxValue)
            .ThenBy(static task => task.Key.TaskId, StringComparer.Ordinal).ThenBy(static task => task.Key.MapIndex)];
    }
}
