using Airflow.Engine.Grids;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Api.Ui;

/// <summary>What the tasks and groups of runs are in.</summary>
internal static class GridSummaries
{
    /// <summary>What comes first decides how a group looks.</summary>
    private static readonly string?[] Priority =
    [
        "failed", "upstream_failed", "up_for_retry", "up_for_reschedule", "awaiting_input", "queued", "scheduled", "deferred", "running", "restarting", null, "success", "skipped",
        "removed",
    ];

    /// <summary>In the order of the runs; only those are counted that are active or have changed since they were.</summary>
    public static async Task<IReadOnlyList<GridRunSummary>> ListAsync(ApiCall call, ScheduledDag dag, IReadOnlyList<string> runIds)
    {
        var (rows, kept, grids, version) = (GridRows.Of(dag), call.Services.KeptSummaries, call.Services.Grids, dag.Version.Id);
        var dagId = dag.Version.DagId;

        // before the tasks: what changes in between is in the summary already, and its mark is not
        var marks = (await grids.ListMarksAsync(dagId, runIds, call.Aborted)).ToDictionary(static mark => mark.RunId, StringComparer.Ordinal);
        var found = new Dictionary<string, GridRunSummary>(StringComparer.Ordinal);
        foreach (var mark in marks.Values)
        {
            if (mark.IsFinished && kept.Find(version, mark) is { } summary)
            {
                found.Add(mark.RunId, summary);
            }
        }

        List<string> missing = [.. runIds.Where(runId => !found.ContainsKey(runId)).Distinct(StringComparer.Ordinal)];
        var all = missing.Count == 0 ? [] : await grids.CountTasksAsync(dagId, missing, call.Aborted);
        var counts = all.ToLookup(static one => one.RunId, StringComparer.Ordinal);
        foreach (var runId in missing)
        {
            var counted = new GridRunSummary(runId, dagId, [.. Summarise([.. counts[runId]], rows)]);
            found.Add(runId, counted);
            if (marks.TryGetValue(runId, out var mark) && mark.IsFinished && counts[runId].All(static count => TaskStates.Parse(count.State).IsFinished()))
            {
                kept.Keep(version, mark, counted);
            }
        }

        return [.. runIds.Select(runId => found[runId])];
    }

    /// <summary>Of one run.</summary>
    public static async Task<IReadOnlyList<GridSummary>> OfRunAsync(ApiCall call, ScheduledDag dag, string runId) =>
        [.. Summarise(await call.Services.Grids.CountTasksAsync(dag.Version.DagId, [runId], call.Aborted), GridRows.Of(dag))];

    private static IEnumerable<GridSummary> Summarise(IReadOnlyList<TaskStateCount> counts, GridRows rows)
    {
        var tasks = counts.GroupBy(static count => count.TaskId, StringComparer.Ordinal).Select(static task => Summarise(task.Key, [.. task]));
        var whole = counts.SelectMany(count => rows.Groups.GetValueOrDefault(count.TaskId, []).Select(group => (Group: group, Count: count)))
            .GroupBy(static pair => pair.Group, static pair => pair.Count, StringComparer.Ordinal)
            .Select(static group => Summarise(group.Key, [.. group], isGroup: true));
        return tasks.Concat(whole);
    }

    private static GridSummary Summarise(string id, IReadOnlyList<TaskStateCount> counts, bool isGroup = false)
    {
        if (!isGroup && counts is [{ Count: 1 } only])
        {
            return new GridSummary(id, only.State, null, only.FirstStart, only.LastEnd);
        }

        var states = counts.GroupBy(static count => count.State ?? "no_status", StringComparer.Ordinal)
            .ToDictionary(static one => one.Key, static one => one.Sum(static count => count.Count), StringComparer.Ordinal);
        return new GridSummary(
            id,
            Priority.FirstOrDefault(state => states.ContainsKey(state ?? "no_status")),
            states,
            counts.Min(static count => count.FirstStart),
            counts.Max(static count => count.LastEnd));
    }
}
