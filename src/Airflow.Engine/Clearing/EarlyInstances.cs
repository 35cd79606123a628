using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;

namespace Airflow.Engine.Clearing;

/// <summary>
/// Makes the task instances of a run that no scheduler has taken yet, for whoever wants to look at them or change them before. The run of
/// a paused DAG may wait for ever, and its instances are there all the same, as in Airflow.
/// </summary>
public sealed class EarlyInstances(SchedulerStores stores, DagVersionCache versions, TimeProvider clock)
{
    private readonly InstanceSelection selection = new(stores, versions, clock);

    /// <summary>False when there is no such run, or nothing to make.</summary>
    public async Task<bool> MakeAsync(string dagId, string runId, CancellationToken cancellationToken)
    {
        if (await stores.Runs.FindAsync(dagId, runId, cancellationToken) is not { State: RunState.Queued } run)
        {
            return false;
        }

        var (_, added) = await selection.ListAsync(run, cancellationToken);

        // refused when a scheduler made them meanwhile, which is as good
        return added.Count > 0 && (await stores.Writer.WriteAsync(new StateChange { NewTasks = added, BrokenLeases = [run.Id] }, cancellationToken)).IsApplied;
    }
}
