using Airflow.Engine.Dags;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Api.Ui;

/// <summary>The chain of tasks that the length of a run comes from: each waited for the one before it, which of all that it waited for ended last. Pure.</summary>
internal static class CriticalPath
{
    /// <summary>From the first task to the one that ended last, or that still runs; empty when none has started.</summary>
    public static IReadOnlyList<TaskInstance> Find(DagGraph graph, IReadOnlyList<TaskInstance> tasks)
    {
        var latest = tasks.Where(static task => task.StartDate is not null).GroupBy(static task => task.Key.TaskId, StringComparer.Ordinal)
            .ToDictionary(static one => one.Key, static one => one.MaxBy(EndOf)!, StringComparer.Ordinal);
        var path = new List<TaskInstance>();
        for (var task = latest.Values.MaxBy(EndOf); task is not null; task = Before(graph, task, latest))
        {
            path.Insert(0, task);
        }

        return path;
    }

    private static TaskInstance? Before(DagGraph graph, TaskInstance task, Dictionary<string, TaskInstance> latest)
    {
        if (!graph.TryGetIndex(task.Key.TaskId, out var index))
        {
            return null;
        }

        // what began before its upstream ended did not wait for it: a clear of the upstream alone came later
        return graph.Upstream(index).ToArray().Select(graph.TaskId).Select(latest.GetValueOrDefault).OfType<TaskInstance>()
            .Where(upstream => upstream.EndDate <= task.StartDate).MaxBy(EndOf);
    }

    private static DateTimeOffset EndOf(TaskInstance task) => task.EndDate ?? DateTimeOffset.MaxValue;
}
