using Airflow.Engine.Listing;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>Reads task instances as they are listed, by their keys.</summary>
internal static class TaskLookup
{
    private const int PageSize = 5_000;

    /// <summary>Those of these that there are, in the order of the keys.</summary>
    public static async Task<IReadOnlyList<ListedTask>> OfKeysAsync(ApiCall call, IEnumerable<TaskInstanceKey> keys)
    {
        var found = new List<ListedTask>();
        foreach (var run in keys.GroupBy(static key => (key.DagId, key.RunId)))
        {
            var wanted = run.ToList();
            var rows = (await OfRunAsync(call, run.Key.DagId, run.Key.RunId, wanted.ConvertAll(static key => key.TaskId))).ToDictionary(static task => task.Task.Key);
            found.AddRange(wanted.Where(rows.ContainsKey).Select(key => rows[key]));
        }

        return found;
    }

    /// <summary>The instances of tasks of a run, by task and map index.</summary>
    public static async Task<IReadOnlyList<ListedTask>> OfRunAsync(ApiCall call, string dagId, string runId, IReadOnlyCollection<string> taskIds)
    {
        var names = taskIds.Distinct(StringComparer.Ordinal).ToList();
        var found = new List<ListedTask>();
        foreach (var part in names.Chunk(PageSize))
        {
            var query = new ListQuery
            {
                Filters = [ListFilter.Is("dag_id", dagId), ListFilter.Is("run_id", runId), ListFilter.In("task_id", part)],
                Limit = int.MaxValue,
            };
            found.AddRange((await TaskInstanceEndpoints.ListAsync(call, query, dagId, runId)).Items);
        }

        return [.. found.OrderBy(static task => task.Task.Key.TaskId, StringComparer.Ordinal).ThenBy(static task => task.Task.Key.MapIndex)];
    }
}
