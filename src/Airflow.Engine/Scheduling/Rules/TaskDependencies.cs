using System.Globalization;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.Tasks.Retries;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>
/// The checks that an instance passes before it starts, other than its trigger rule: each is a function of the facts it looks at. The
/// scheduler asks those that can change, and explanations ask them all.
/// </summary>
public static class TaskDependencies
{
    private const string PreviousRunName = "Previous Dagrun State";
    private const string DateName = "Logical Date";

    /// <summary>With depends_on_past, the task in the previous run has to have succeeded or been skipped.</summary>
    public static DependencyStatus PreviousRun(PreviousRunFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        // Waiting for the downstream of the past implies depending on the past.
        if (!(facts.DependsOnPast || facts.WaitForDownstream) || facts.IsFirstOfBackfill || !facts.HasPreviousRun
            || (facts.Catchup && facts.PreviousLogicalDate < facts.TaskStartDate))
        {
            return DependencyStatus.Met(PreviousRunName);
        }
        if (facts.PreviousInstances == 0)
        {
            return facts.IgnoreFirstDependsOnPast && !facts.HasAnyEarlierInstance
                ? DependencyStatus.Met(PreviousRunName)
                : DependencyStatus.Unmet(PreviousRunName, "previous_run_has_no_such_task", "It depends on its past, but the previous run does not have the task.");
        }
        if (facts.PreviousUnsuccessful > 0)
        {
            var number = facts.PreviousUnsuccessful.ToString(CultureInfo.InvariantCulture);
            return DependencyStatus.Unmet(
                PreviousRunName,
                $"previous_not_successful:{number}",
                $"It depends on its past, and {number} instance(s) of it in the previous run have not succeeded or been skipped.");
        }
        return facts.WaitForDownstream && facts.PreviousUnsuccessfulDownstream > 0
            ? DependencyStatus.Unmet(PreviousRunName, "previous_downstream_not_done", "It waits for the tasks downstream of it in the previous run, which are not done.")
            : DependencyStatus.Met(PreviousRunName);
    }

    /// <summary>A branching task upstream may have left the task out, which skips it.</summary>
    public static DependencyStatus Branch(string taskId, IEnumerable<BranchChoice> choices)
    {
        const string name = "Not Previously Skipped";
        return choices.FirstOrDefault(choice => choice.LeavesOut(taskId)) is { } choice
            ? DependencyStatus.Unmet(name, "branch_did_not_follow", $"The task {choice.TaskId} chose other branches.", TaskState.Skipped)
            : DependencyStatus.Met(name);
    }

    /// <summary>The delay after a failed try has to be over.</summary>
    public static DependencyStatus RetryPeriod(TaskState state, DateTimeOffset? nextRetry, DateTimeOffset now, bool isIgnored = false)
    {
        const string name = "Not In Retry Period";
        return isIgnored || state != TaskState.UpForRetry || nextRetry is not { } next || RetryDelay.IsOver(next, now)
            ? DependencyStatus.Met(name)
            : DependencyStatus.Unmet(name, "retry_delay_not_over", $"It is tried again at {Iso8601.Format(next)}.");
    }

    /// <summary>A rescheduled instance starts again at the date that it asked for last.</summary>
    public static DependencyStatus Reschedule(TaskState state, DateTimeOffset? lastRequested, DateTimeOffset now, bool isIgnored = false)
    {
        const string name = "Ready To Reschedule";
        return isIgnored || state != TaskState.UpForReschedule || lastRequested is not { } date || now >= date
            ? DependencyStatus.Met(name)
            : DependencyStatus.Unmet(name, "reschedule_date_not_reached", $"It asked to be started again at {Iso8601.Format(date)}.");
    }

    /// <summary>The state allows this step.</summary>
    public static DependencyStatus StateAllowed(TaskState state, Func<TaskState, bool> isAllowed)
    {
        ArgumentNullException.ThrowIfNull(isAllowed);
        const string name = "Task Instance State";
        return isAllowed(state)
            ? DependencyStatus.Met(name)
            : DependencyStatus.Unmet(name, $"state_not_allowed:{state.Name() ?? "None"}", $"Its state is {state.Name() ?? "no status"}.");
    }

    /// <summary>It is not running already.</summary>
    public static DependencyStatus NotRunning(TaskState state)
    {
        const string name = "Task Instance Not Running";
        return state == TaskState.Running ? DependencyStatus.Unmet(name, "already_running", "It is running already.") : DependencyStatus.Met(name);
    }

    /// <summary>A mapped task has to be expanded.</summary>
    public static DependencyStatus Expanded(bool needsExpansion, int mapIndex, bool isIgnored = false)
    {
        const string name = "Task has been mapped";
        return needsExpansion && mapIndex < 0 && !isIgnored
            ? DependencyStatus.Unmet(name, "not_expanded", "It is mapped over something that is not there yet.")
            : DependencyStatus.Met(name);
    }

    /// <summary>What a task is mapped over must not have ended badly; by <see cref="UpstreamInspector.EvaluateMappingSources"/>.</summary>
    public static DependencyStatus MappingSource(TriggerRuleResult sources)
    {
        const string name = "Mapped dependencies have succeeded";
        return sources.IsMet
            ? DependencyStatus.Met(name)
            : DependencyStatus.Unmet(name, "mapping_source_not_successful", "A task that it is mapped over has not succeeded.", sources.NewState);
    }

    /// <summary>The logical date is not in the future, and not after the end of the task or the DAG.</summary>
    public static DependencyStatus DateReached(DateTimeOffset? logicalDate, DateTimeOffset? taskEnd, DateTimeOffset? dagEnd, DateTimeOffset now)
    {
        var reasons = new List<DependencyReason>();
        AddIf(reasons, logicalDate > now, "logical_date_in_future", $"The logical date {Text(logicalDate)} is in the future.");
        AddIf(reasons, logicalDate > Earlier(taskEnd, dagEnd), "after_task_end", $"The logical date {Text(logicalDate)} is after the end of the task.");
        AddIf(reasons, logicalDate > dagEnd, "after_dag_end", $"The logical date {Text(logicalDate)} is after the end of the DAG, {Text(dagEnd)}.");
        return new DependencyStatus(DateName, reasons);
    }

    /// <summary>The logical date is not before the start of the task or the DAG.</summary>
    public static DependencyStatus AfterStart(DateTimeOffset? logicalDate, DateTimeOffset? taskStart, DateTimeOffset? dagStart)
    {
        var reasons = new List<DependencyReason>();
        AddIf(reasons, logicalDate < Later(taskStart, dagStart), "before_task_start", $"The logical date {Text(logicalDate)} is before the start of the task.");
        AddIf(reasons, logicalDate < dagStart, "before_dag_start", $"The logical date {Text(logicalDate)} is before the start of the DAG, {Text(dagStart)}.");
        return new DependencyStatus(DateName, reasons);
    }

    /// <summary>The run is running.</summary>
    public static DependencyStatus RunRunning(RunState state)
    {
        const string name = "Dagrun Running";
        return state == RunState.Running
            ? DependencyStatus.Met(name)
            : DependencyStatus.Unmet(name, $"run_not_running:{state.Name()}", $"The run is {state.Name()}.");
    }

    /// <summary>The DAG is not paused.</summary>
    public static DependencyStatus DagUnpaused(string dagId, bool isPaused)
    {
        const string name = "Dag Not Paused";
        return isPaused ? DependencyStatus.Unmet(name, "dag_paused", $"The DAG {dagId} is paused.") : DependencyStatus.Met(name);
    }

    /// <summary>The DAG has fewer running tasks than max_active_tasks.</summary>
    public static DependencyStatus DagLimit(int running, int maxActiveTasks)
    {
        const string name = "Task Instance Slots Available";
        return running >= maxActiveTasks
            ? DependencyStatus.Unmet(name, "dag_limit_reached", $"The DAG has {running} running tasks and may have {maxActiveTasks} (max_active_tasks).")
            : DependencyStatus.Met(name);
    }

    /// <summary>The task has fewer active instances (running, deferred, awaiting input) than it may have, in the DAG and in the run.</summary>
    public static DependencyStatus TaskLimit(int activeInDag, int? maxPerDag, int activeInRun, int? maxPerRun)
    {
        const string name = "Task Concurrency";
        if (activeInDag >= maxPerDag)
        {
            return DependencyStatus.Unmet(name, "task_limit_reached", $"The task has {activeInDag} active instances and may have {maxPerDag} (max_active_tis_per_dag).");
        }
        return activeInRun >= maxPerRun
            ? DependencyStatus.Unmet(name, "task_limit_per_run_reached", $"The task has {activeInRun} active instances in the run and may have {maxPerRun} (max_active_tis_per_dagrun).")
            : DependencyStatus.Met(name);
    }

    /// <summary>The pool is there and has enough open slots; those that the instance holds already count as open.</summary>
    public static DependencyStatus Pool(string pool, int? openSlots, int neededSlots)
    {
        const string name = "Pool Slots Available";
        if (openSlots is not { } open)
        {
            return DependencyStatus.Unmet(name, "no_such_pool", $"There is no pool {pool}.");
        }
        return open < neededSlots
            ? DependencyStatus.Unmet(name, $"too_few_pool_slots:open={open},need={neededSlots}", $"The pool {pool} has {open} open slots, and it needs {neededSlots}.")
            : DependencyStatus.Met(name);
    }

    private static void AddIf(List<DependencyReason> reasons, bool condition, string code, string text)
    {
        if (condition)
        {
            reasons.Add(new DependencyReason(code, text));
        }
    }

    // A task's own dates lie within those of its DAG.
    private static DateTimeOffset? Earlier(DateTimeOffset? first, DateTimeOffset? second) => second is null || first < second ? first : second;

    private static DateTimeOffset? Later(DateTimeOffset? first, DateTimeOffset? second) => second is null || first > second ? first : second;

    private static string Text(DateTimeOffset? date) => date is { } at ? Iso8601.Format(at) : "";
}
