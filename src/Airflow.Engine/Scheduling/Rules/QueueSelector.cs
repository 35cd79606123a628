namespace Airflow.Engine.Scheduling.Rules;

/// <summary>
/// Chooses, in one pass, which scheduled instances are queued: by priority, then logical date, then map index, within pools, limits and
/// executor slots. Instances that no slot is there for do not hold back smaller ones behind them.
/// </summary>
public static class QueueSelector
{
    /// <summary>The chosen ones in order; the limits are counted down by them.</summary>
    public static IReadOnlyList<QueueCandidate> Select(IEnumerable<QueueCandidate> candidates, QueueLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var waiting = candidates.OrderByDescending(candidate => candidate.PriorityWeight).ThenBy(candidate => candidate.LogicalDate)
            .ThenBy(candidate => candidate.MapIndex).ToList();
        var openSlots = limits.Pools.Values.Sum(pool => (long)Math.Max(0, pool.Open));
        var toExamine = (int)Math.Min(limits.MaxTis, openSlots);
        while (toExamine > 0)
        {
            var queued = new List<QueueCandidate>();
            var refusals = new List<Predicate<QueueCandidate>>();
            var examined = 0;
            foreach (var candidate in WithinRunLimits(waiting, limits).Take(toExamine).ToArray())
            {
                examined++;
                if (Refusal(candidate, limits) is { } refusal)
                {
                    refusals.Add(refusal);
                }
                else
                {
                    Take(candidate, limits);
                    queued.Add(candidate);
                }
            }
            if (queued.Count > 0 || examined < toExamine)
            {
                return queued;
            }
            // All that were looked at are held back by something; those behind them may not be.
            waiting.RemoveAll(candidate => refusals.Exists(refusal => refusal(candidate)));
        }
        return [];
    }

    /// <summary>No more of a run than its DAG allows, so that a run's surplus does not fill the places to look at.</summary>
    private static IEnumerable<QueueCandidate> WithinRunLimits(IEnumerable<QueueCandidate> waiting, QueueLimits limits)
    {
        var taken = new Dictionary<(string, string), int>();
        foreach (var candidate in waiting.Where(candidate => IsPoolOpen(candidate, limits) && limits.Executing(candidate) < candidate.MaxActiveTasks))
        {
            var run = (candidate.DagId, candidate.RunId);
            var number = taken.GetValueOrDefault(run);
            if (number < candidate.MaxActiveTasks)
            {
                taken[run] = number + 1;
                yield return candidate;
            }
        }
    }

    private static bool IsPoolOpen(QueueCandidate candidate, QueueLimits limits) =>
        !limits.Pools.TryGetValue(candidate.Pool, out var pool) || pool.Open > 0;

    /// <summary>Why it cannot be queued, as the test for all that are held back by the same; null when it can.</summary>
    private static Predicate<QueueCandidate>? Refusal(QueueCandidate candidate, QueueLimits limits)
    {
        if (!limits.Pools.TryGetValue(candidate.Pool, out var pool) || pool.Open <= 0)
        {
            return other => other.Pool == candidate.Pool;
        }
        if (limits.Executing(candidate) >= candidate.MaxActiveTasks)
        {
            return other => other.DagId == candidate.DagId && other.RunId == candidate.RunId;
        }
        if (candidate.PoolSlots > pool.Open || limits.ExecutorSlots <= 0 || limits.ActiveInDag(candidate) >= candidate.MaxActiveTisPerDag)
        {
            return other => other.DagId == candidate.DagId && other.TaskId == candidate.TaskId;
        }
        return limits.ActiveInRun(candidate) >= candidate.MaxActiveTisPerDagrun
            ? other => other.DagId == candidate.DagId && other.RunId == candidate.RunId && other.TaskId == candidate.TaskId
            : null;
    }

    private static void Take(QueueCandidate candidate, QueueLimits limits)
    {
        var pool = limits.Pools[candidate.Pool];
        limits.Pools[candidate.Pool] = pool with { Open = pool.Open - candidate.PoolSlots };
        limits.ExecutorSlots--;
        limits.Hold(candidate.DagId, candidate.RunId, candidate.TaskId, isExecuting: true);
    }
}
