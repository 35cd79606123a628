using System.Globalization;
using Airflow.Engine.Coordination;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;
using Airflow.Engine.Tasks.Retries;

namespace Airflow.Engine.Explaining;

/// <summary>Says why a task instance does not run: every check that the scheduler makes, asked of what is stored, and who is there to do it.</summary>
public sealed class TaskExplainer(SchedulerStores stores, DagVersionCache versions, ExplainOptions options, TimeProvider clock)
{
    /// <exception cref="AirflowException">There is no such DAG, run or task.</exception>
    public async Task<TaskExplanation> ExplainAsync(TaskInstanceKey key, CancellationToken cancellationToken)
    {
        var run = await ExplainedRun.LoadAsync(stores, versions, key.DagId, key.RunId, cancellationToken);
        if (!run.Dag.Graph.TryGetIndex(key.TaskId, out var task))
        {
            throw new AirflowException("task_not_found", $"Task {key.TaskId} not found in the version of DAG {key.DagId} that run {key.RunId} began with.");
        }

        var instance = run.Tasks.FirstOrDefault(row => row.Key == key);
        if (instance is null && run.Tasks.Count > 0)
        {
            throw new AirflowException("task_instance_not_found", $"Run {key.RunId} has no instance {key}; it has: {Indexes(run, key.TaskId)}.");
        }

        var state = instance?.State ?? TaskState.None;
        var checks = new List<DependencyStatus>();
        AddRun(checks, run, key.DagId);
        if (instance?.Hold is { } hold)
        {
            checks.Add(DependencyStatus.Unmet("Task Instance Not Held", "task_held", $"The task instance is held {hold.Describe()}"));
        }

        checks.Add(TaskDependencies.StateAllowed(state, options.IsStateAllowed));
        AddDates(checks, run, task);
        checks.Add(await PastAsync(run, task, cancellationToken));
        AddRule(checks, run, task, key.MapIndex, state);
        AddWaits(checks, run, task, instance, state);
        await AddLimitsAsync(checks, run, task, instance, cancellationToken);
        await AddSchedulerAsync(checks, run, cancellationToken);
        await AddQueueAsync(checks, instance?.Queue ?? run.Dag.Graph.Settings(task).Queue, state, cancellationToken);
        List<DependencyStatus> unmet = [.. checks.Where(check => !check.IsMet)];
        return new TaskExplanation(key, state, unmet, unmet.Count == 0 ? null : ExplainAdvice.Of(unmet[0].Reasons[0].Code, key, run.Run, run.Dag.Graph.Settings(task).Pool, instance?.Queue ?? run.Dag.Graph.Settings(task).Queue));
    }

    private static void AddRun(List<DependencyStatus> checks, ExplainedRun run, string dagId)
    {
        checks.Add(TaskDependencies.DagUnpaused(dagId, run.Record.IsPaused));
        if (run.Record.DrainingSince is { } since && run.Run.State == RunState.Queued)
        {
            checks.Add(DependencyStatus.Unmet(
                "Dag Not Draining",
                "dag_draining",
                $"The DAG {dagId} is drained since {Timetables.Iso8601.Format(since)}{(run.Record.DrainingBy is { } user ? $" by {user}" : "")}: running runs end, no other begins, then it is paused."));
        }

        checks.Add(TaskDependencies.RunRunning(run.Run.State));
        if (run.Run.Hold is { } hold)
        {
            checks.Add(DependencyStatus.Unmet("Dagrun Not Held", "run_held", $"The run is held {hold.Describe()}"));
        }
    }

    private void AddDates(List<DependencyStatus> checks, ExplainedRun run, int task)
    {
        var settings = run.Dag.Graph.Settings(task);
        checks.Add(TaskDependencies.DateReached(run.Run.LogicalDate, settings.EndDate, run.Dag.Document.EndDate, options.AllowsFutureDates ? DateTimeOffset.MaxValue : clock.GetUtcNow()));
        checks.Add(TaskDependencies.AfterStart(run.Run.LogicalDate, settings.StartDate, run.Dag.Document.StartDate));
    }

    private async Task<DependencyStatus> PastAsync(ExplainedRun run, int task, CancellationToken cancellationToken) =>
        (await PastRun.LoadAsync(run.Run, run.Dag, stores, cancellationToken)).Ask(run.Dag, task);

    private void AddRule(List<DependencyStatus> checks, ExplainedRun run, int task, int mapIndex, TaskState state)
    {
        if (!state.IsSchedulable())
        {
            // it has passed its rule already
            return;
        }

        var rule = run.Dag.Rules.Tasks[task];
        var result = run.Inspector.Evaluate(task, new TriggerRuleContext(mapIndex, IsReadOnly: true));
        if (!result.IsMet)
        {
            var text = TriggerRuleExplanation.Of(rule.TriggerRule, rule.IsTeardown, run.Inspector.Inspect(task, mapIndex));
            int[] upstream = [.. run.Dag.Rules.Upstream(task)];
            var known = TriggerRuleWords.Of(rule.TriggerRule, run.Inspector.Inspect(task, mapIndex).Direct, upstream.Select(run.Dag.Graph.TaskId));
            checks.Add(DependencyStatus.Unmet("Trigger Rule", "trigger_rule", options.IsPlain ? known : $"{text} {Upstream(run, task)}".TrimEnd()));
        }

        checks.Add(TaskDependencies.MappingSource(run.Inspector.EvaluateMappingSources(task)));
        checks.Add(TaskDependencies.Expanded(run.Dag.Rules.NeedsExpansion(task), mapIndex, isIgnored: run.Inspector.ExpandedCount(task) is not null));
    }

    /// <summary>The upstream instances that have not succeeded, the first of them by name.</summary>
    private static string Upstream(ExplainedRun run, int task)
    {
        const int shown = 5;
        var upstream = run.Dag.Rules.Upstream(task).Select(run.Dag.Graph.TaskId).ToHashSet(StringComparer.Ordinal);
        var open = run.Tasks.Where(row => upstream.Contains(row.Key.TaskId) && row.State != TaskState.Success).ToList();
        var names = open.Take(shown).Select(row => $"{row.Key.TaskId}{(row.Key.MapIndex < 0 ? "" : $"[{row.Key.MapIndex}]")} is {row.State.Name() ?? "not started"}");
        return open.Count == 0 ? "" : string.Join(", ", names) + (open.Count > shown ? $" and {open.Count - shown} more." : ".");
    }

    private void AddWaits(List<DependencyStatus> checks, ExplainedRun run, int task, TaskInstance? instance, TaskState state)
    {
        var now = clock.GetUtcNow();
        var ended = new RetryTry(run.Run.DagId, run.Dag.Graph.TaskId(task), run.Run.LogicalDate, instance?.TryNumber ?? 0);
        var retry = instance?.EndDate + RetryDelay.After(run.Dag.RetriesOf(task), instance?.RetryDelayOverride, ended, options.MaxRetryDelay.TotalSeconds);
        checks.Add(TaskDependencies.RetryPeriod(state, retry, now));
        checks.Add(TaskDependencies.Reschedule(state, instance?.RescheduleDate, now));
    }

    private async Task AddLimitsAsync(List<DependencyStatus> checks, ExplainedRun run, int task, TaskInstance? instance, CancellationToken cancellationToken)
    {
        if (instance?.State.IsExecuting() == true)
        {
            return;
        }

        var settings = run.Dag.Graph.Settings(task);
        checks.Add(TaskDependencies.DagLimit(run.Tasks.Count(row => row.State.IsExecuting()), run.Dag.MaxActiveTasks));
        if (settings.MaxActiveTisPerDag is not null || settings.MaxActiveTisPerDagrun is not null)
        {
            var active = (await stores.Tasks.ListByStateAsync([TaskState.Queued, TaskState.Running, TaskState.Deferred, TaskState.AwaitingInput], cancellationToken))
                .Where(row => row.Key.DagId == run.Run.DagId && row.Key.TaskId == settings.TaskId).ToList();
            checks.Add(TaskDependencies.TaskLimit(
                active.Count, settings.MaxActiveTisPerDag, active.Count(row => row.Key.RunId == run.Run.RunId), settings.MaxActiveTisPerDagrun));
        }

        var pools = await stores.Pools.ListUsageAsync(cancellationToken);
        checks.Add(TaskDependencies.Pool(settings.Pool, pools.FirstOrDefault(pool => pool.Pool.Name == settings.Pool)?.Open, settings.PoolSlots));
        var executing = pools.Sum(pool => pool.Running + pool.Queued);
        if (executing >= options.Parallelism)
        {
            checks.Add(DependencyStatus.Unmet(
                "Executor Slots Available",
                "parallelism_reached",
                string.Create(CultureInfo.InvariantCulture, $"{executing} task instances are queued or running, and the executor takes {options.Parallelism} (parallelism).")));
        }
    }

    private async Task AddSchedulerAsync(List<DependencyStatus> checks, ExplainedRun run, CancellationToken cancellationToken)
    {
        const string name = "Scheduler";
        var jobs = await stores.Jobs.ListAsync("SchedulerJob", "running", 100, cancellationToken);
        var newest = jobs.Max(job => job.LatestHeartbeat);
        if (newest is null)
        {
            checks.Add(DependencyStatus.Unmet(name, "no_scheduler", "No scheduler is running."));
        }
        else if (clock.GetUtcNow() - newest > options.SchedulerTimeout)
        {
            checks.Add(DependencyStatus.Unmet(name, "scheduler_silent", $"No scheduler has been heard of since {Timetables.Iso8601.Format(newest.Value)}."));
        }

        if (run.Run.State == RunState.Queued)
        {
            await AddRunLimitAsync(checks, run, cancellationToken);
        }
    }

    /// <summary>The runs of a backfill have limits of their own.</summary>
    private async Task AddRunLimitAsync(List<DependencyStatus> checks, ExplainedRun run, CancellationToken cancellationToken)
    {
        const string name = "Dag Runs Available";
        if (stores.Backfills is { } backfills && await backfills.FindOfRunAsync(run.Run.Id, cancellationToken) is { } its)
        {
            if (its.Backfill is { IsPaused: true, CompletedAt: null })
            {
                checks.Add(DependencyStatus.Unmet(name, "backfill_paused", $"Backfill {its.Backfill.Id} of the DAG is paused."));
            }

            if (its.RunningRuns >= its.Backfill.MaxActiveRuns)
            {
                checks.Add(DependencyStatus.Unmet(
                    name, "max_active_runs_reached", $"Backfill {its.Backfill.Id} has {its.RunningRuns} running runs and may have {its.Backfill.MaxActiveRuns} (max_active_runs)."));
            }

            return;
        }

        var running = (await stores.Runs.CountLimitedAsync(run.Run.DagId, cancellationToken)).GetValueOrDefault(RunState.Running);
        if (running >= run.Record.MaxActiveRuns)
        {
            checks.Add(DependencyStatus.Unmet(name, "max_active_runs_reached", $"The DAG has {running} running runs and may have {run.Record.MaxActiveRuns} (max_active_runs)."));
        }
    }

    private async Task AddQueueAsync(List<DependencyStatus> checks, string queue, TaskState state, CancellationToken cancellationToken)
    {
        if (options.UsesQueues && stores.Workers is { } workers && (state.IsSchedulable() || state is TaskState.Scheduled or TaskState.Queued)
            && await new WorkerQueues(workers, clock).ExplainAsync(queue, cancellationToken) is { } problem)
        {
            checks.Add(DependencyStatus.Unmet("Queue Served", "queue_unserved", problem));
        }
    }

    private static string Indexes(ExplainedRun run, string taskId) =>
        string.Join(", ", run.Tasks.Where(row => row.Key.TaskId == taskId).Select(row => row.Key.ToString()).Take(10));
}
