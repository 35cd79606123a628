using Airflow.Engine.Scheduling.Rules;
using Microsoft.Extensions.Logging;

namespace Airflow.Engine.Scheduling;

/// <summary>Pauses DAGs that have max_consecutive_failed_dag_runs when their last runs all failed.</summary>
internal sealed partial class FailingDags(SchedulerStores stores, ILogger logger)
{
    /// <summary>Looks at the last runs of a DAG of which one has just failed.</summary>
    public async Task PauseAsync(string dagId, CancellationToken cancellationToken)
    {
        if (await stores.Dags.FindAsync(dagId, cancellationToken) is not { MaxConsecutiveFailedRuns: > 0 and var limit })
        {
            return;
        }

        if (RunStateEvaluator.IsToBePaused(limit, await stores.Runs.ListLastStatesAsync(dagId, limit, cancellationToken)))
        {
            await stores.Dags.SetPausedAsync([dagId], true, cancellationToken);
            Log.Paused(logger, dagId, limit);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1006, LogLevel.Warning, "DAG {DagId} is paused: its last {Count} runs failed (max_consecutive_failed_dag_runs)")]
        public static partial void Paused(ILogger logger, string dagId, int count);
    }
}
