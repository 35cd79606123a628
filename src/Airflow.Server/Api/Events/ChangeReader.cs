using System.Text.Json;
using Airflow.Engine.Changes;

namespace Airflow.Server.Api.Events;

/// <summary>
/// Finds out what changed since it last looked. It looks back a little further than that each time, as a change may become visible after a
/// later one, and tells nothing twice.
/// </summary>
internal sealed class ChangeReader(IChangeLog log, TimeProvider clock)
{
    private const int MostRuns = 1_000;
    private const int MostTasks = 5_000;

    /// <summary>So many actions are looked at each time; one may become visible after one with a higher key.</summary>
    private const int MostActions = 100;

    /// <summary>So many of the youngest runs are looked at for those that have just ended when somebody begins to listen.</summary>
    private const int MostEnded = 100;

    private static readonly TimeSpan LookBack = TimeSpan.FromSeconds(3);

    private Dictionary<int, ChangedRun> active = [];
    private Dictionary<(string, string, string, int), DateTimeOffset> told = [];
    private int lastRun = -1;
    private DateTimeOffset since;
    private int lastAction;
    private HashSet<int> toldActions = [];

    /// <summary>What happens from now on is news, and the end of a run just before: whoever listens now may have read it while it was running.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        lastRun = await log.FindLastRunAsync(cancellationToken);
        active = (await log.ListActiveRunsAsync(cancellationToken)).ToDictionary(run => run.Id);
        told = [];
        lastAction = await log.FindLastActionAsync(cancellationToken);
        toldActions = [.. (await log.ListActionsAsync(lastAction - MostActions, MostActions, cancellationToken)).Select(static action => action.Id)];
        since = clock.GetUtcNow();
        foreach (var run in (await log.ListNewRunsAsync(lastRun - MostEnded, MostEnded, cancellationToken)).Where(run => run.EndDate >= since - LookBack))
        {
            active.TryAdd(run.Id, run);
        }
    }

    public async Task<IReadOnlyCollection<(string Kind, string? DagId, string? RunId, byte[] Json)>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (runs, ended) = await ReadRunsAsync(cancellationToken);
        var (touched, others) = await ReadActionsAsync(cancellationToken);
        runs.AddRange(touched.ExceptBy(runs.Select(static run => run.Id), static run => run.Id));
        ended.AddRange(touched.ExceptBy(ended.Select(static run => run.Id), static run => run.Id));
        var tasks = (await log.ListTasksAsync(since - LookBack, MostTasks, cancellationToken)).ToList();
        foreach (var run in ended)
        {
            tasks.AddRange(await log.ListTasksAsync(run.DagId, run.RunId, since - LookBack, MostTasks, cancellationToken));
        }

        var news = tasks.Where(IsNews).OrderBy(task => task.UpdatedAt).ToList();
        told = news.Concat(tasks).DistinctBy(KeyOf).ToDictionary(KeyOf, task => task.UpdatedAt);
        since = now;
        return [.. news.Select(task => ("task", (string?)task.DagId, (string?)task.RunId, JsonSerializer.SerializeToUtf8Bytes(task, ApiJson.Options))), .. runs.Select(Tell), .. others.Select(Tell)];
    }

    private async Task<(List<ChangedRun> News, List<ChangedRun> Ended)> ReadRunsAsync(CancellationToken cancellationToken)
    {
        var now = (await log.ListActiveRunsAsync(cancellationToken)).ToDictionary(run => run.Id);
        var fresh = await log.ListNewRunsAsync(lastRun, MostRuns, cancellationToken);
        lastRun = fresh.Count > 0 ? fresh[^1].Id : lastRun;
        var ended = fresh.Where(run => !now.ContainsKey(run.Id)).ToList();
        foreach (var id in active.Keys.Except(now.Keys).Take(MostRuns).ToList())
        {
            if (await log.FindRunAsync(id, cancellationToken) is { } run)
            {
                ended.Add(run);
            }
        }

        var changed = now.Values.Where(run => !active.TryGetValue(run.Id, out var before) || before != run);
        List<ChangedRun> news = [.. changed, .. ended];
        active = now;

        // one that was made between the two questions: it may have ended before the next look at those that are active
        foreach (var run in fresh.Where(static run => run.State is "queued" or "running"))
        {
            active.TryAdd(run.Id, run);
        }

        return (news, ended);
    }

    /// <summary>Runs that somebody changed, whatever their state, and DAGs of which something else was changed.</summary>
    private async Task<(List<ChangedRun> Runs, List<string> Dags)> ReadActionsAsync(CancellationToken cancellationToken)
    {
        var actions = await log.ListActionsAsync(lastAction - MostActions, MostActions * 2, cancellationToken);
        var fresh = actions.Where(action => !toldActions.Contains(action.Id)).ToList();
        toldActions = [.. actions.Select(static action => action.Id)];
        lastAction = actions.Count > 0 ? Math.Max(lastAction, actions[0].Id) : lastAction;
        var (runs, dags) = (new List<ChangedRun>(), new List<string>());
        foreach (var (dagId, runId) in fresh.Select(static action => (action.DagId, action.RunId)).Distinct())
        {
            if (runId is not null && await log.FindRunAsync(dagId, runId, cancellationToken) is { } run)
            {
                runs.Add(run);
            }
            else
            {
                dags.Add(dagId);
            }
        }

        return (runs, [.. dags.Distinct(StringComparer.Ordinal)]);
    }

    private bool IsNews(ChangedTask task) => task.UpdatedAt >= since - LookBack && !(told.TryGetValue(KeyOf(task), out var at) && at == task.UpdatedAt);

    private static (string, string, string, int) KeyOf(ChangedTask task) => (task.DagId, task.RunId, task.TaskId, task.MapIndex);

    private static (string, string?, string?, byte[]) Tell(string dagId) => ("dag", dagId, null, JsonSerializer.SerializeToUtf8Bytes(new { DagId = dagId }, ApiJson.Options));

    private static (string, string?, string?, byte[]) Tell(ChangedRun run) => ("run", run.DagId, run.RunId, JsonSerializer.SerializeToUtf8Bytes(run, ApiJson.Options));
}
