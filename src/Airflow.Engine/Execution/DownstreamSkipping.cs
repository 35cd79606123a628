using Airflow.Engine.Coordination;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Execution;

/// <summary>Skips tasks of a run at once, as a branch asks that ran on a worker which cannot wait for its own end.</summary>
public sealed class DownstreamSkipping(SchedulerStores stores, IWakeSignal wake, TimeProvider clock)
{
    /// <summary>What has not started yet is skipped; whoever holds the run reads it anew. Again and again until nothing moved in between.</summary>
    public async Task SkipAsync(string dagId, string runId, IReadOnlyCollection<SkipTarget> targets, CancellationToken cancellationToken)
    {
        var wanted = targets.ToLookup(target => target.TaskId, target => target.MapIndex, StringComparer.Ordinal);
        while (await stores.Runs.FindAsync(dagId, runId, cancellationToken) is { } run)
        {
            var now = clock.GetUtcNow();
            var skips = (await stores.Tasks.ListForRunAsync(dagId, runId, cancellationToken))
                .Where(task => task.State is TaskState.None or TaskState.Scheduled && wanted[task.Key.TaskId].Any(index => index < 0 || index == task.Key.MapIndex))
                .Select(task => new TaskSettle(task.Id, task.State, TaskState.Skipped, task.Pool, task.PoolSlots) { At = now })
                .ToList();
            if (skips.Count == 0)
            {
                return;
            }

            if ((await stores.Writer.WriteAsync(new StateChange { Tasks = skips, BrokenLeases = [run.Id] }, cancellationToken)).IsApplied)
            {
                wake.Wake("runs");
                return;
            }
        }
    }
}
