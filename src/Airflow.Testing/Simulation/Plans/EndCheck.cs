using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Testing.Memory;
using Verdict = Airflow.Testing.Simulation.Plans.TriggerRuleModel.Verdict;

namespace Airflow.Testing.Simulation.Plans;

/// <summary>Holds what a simulation came to against its plan: nothing was lost, every tick came once, and every state is one that the rules allow.</summary>
internal sealed class EndCheck(SimulationPlan plan, MemoryDatabase database, DateTimeOffset start)
{
    /// <summary>What is wrong; null: nothing.</summary>
    public string? Find() => plan.Dags.Select(Find).FirstOrDefault(problem => problem is not null);

    private string? Find(DagPlan dag)
    {
        var runs = database.Runs.Values.Where(run => run.DagId == dag.DagId).ToList();
        if (WaitsForPeople(dag, runs))
        {
            // a person has to do something, and the runs behind wait with it
            return null;
        }

        return FindTicks(dag, runs) ?? runs.Select(run => Find(dag, run)).FirstOrDefault(problem => problem is not null);
    }

    /// <summary>Nothing moves any more: every run has ended, or only a person can help.</summary>
    public bool IsStill() => plan.Dags.All(dag =>
    {
        var runs = database.Runs.Values.Where(run => run.DagId == dag.DagId).ToList();
        return database.Dags[dag.DagId].IsPaused
            || (runs.TrueForAll(run => run.State.IsFinished()) ? database.Dags[dag.DagId].Next?.CreateAfter is null : WaitsForPeople(dag, runs) && !runs.Exists(IsMoving));
    });

    private bool WaitsForPeople(DagPlan dag, List<DagRun> runs) => database.Dags[dag.DagId].IsPaused || runs.Exists(run => IsHeld(run) || WaitsForPast(dag, run));

    private bool IsHeld(DagRun run) => run.Hold is not null || TasksOf(run).Exists(task => task.Hold is not null);

    private bool IsMoving(DagRun run) => TasksOf(run).Exists(task => !task.State.IsFinished() && task.State != TaskState.None);

    private string? FindTicks(DagPlan dag, List<DagRun> runs)
    {
        var due = PlannedDag.TicksOf(dag, start).ToList();
        var made = runs.Where(run => run.RunType == RunType.Scheduled).Select(run => run.LogicalDate!.Value).Order().ToList();
        if (made.Distinct().Count() != made.Count)
        {
            return $"{dag.DagId} has two runs of one tick";
        }

        return (dag.IsCatchup ? made.SequenceEqual(due) : made.TrueForAll(due.Contains))
            ? null
            : $"{dag.DagId} was due at {string.Join(", ", due.Select(at => at.ToString("HH:mm")))} and has runs of {string.Join(", ", made.Select(at => at.ToString("HH:mm")))}";
    }

    private string? Find(DagPlan dag, DagRun run)
    {
        var tasks = TasksOf(run);
        if (!run.State.IsFinished())
        {
            return $"{dag.DagId} {run.RunId} did not end: {run.State.Name()}; {string.Join(", ", tasks.Select(task => $"{task.Key.TaskId}[{task.Key.MapIndex}] {task.State.Name() ?? "none"}"))}";
        }

        if (tasks.Find(task => !task.State.IsFinished()) is { } open)
        {
            return $"{dag.DagId} {run.RunId} ended while {open.Key.TaskId}[{open.Key.MapIndex}] was {open.State.Name() ?? "none"}";
        }

        var missing = dag.Tasks.FirstOrDefault(task => !tasks.Exists(row => row.Key.TaskId == task.TaskId));
        if (missing is not null)
        {
            return $"{dag.DagId} {run.RunId} has no instance of {missing.TaskId}";
        }

        return dag.HasTeardowns || IsMarked(dag) || WasLostAndCleared(dag, run)
            ? null
            : dag.Tasks.Select(task => Find(dag, task, run, tasks)).FirstOrDefault(problem => problem is not null) ?? FindState(dag, run, tasks);
    }

    private static string? FindState(DagPlan dag, DagRun run, List<TaskInstance> tasks)
    {
        var leaves = dag.Tasks.Where(task => !dag.Tasks.Any(other => other.Upstream.Contains(task.TaskId))).Select(task => task.TaskId).ToHashSet(StringComparer.Ordinal);
        var expected = tasks.Exists(task => leaves.Contains(task.Key.TaskId) && task.State is TaskState.Failed or TaskState.UpstreamFailed) ? RunState.Failed : RunState.Success;
        return run.State == expected ? null : $"{dag.DagId} {run.RunId} ended as {run.State.Name()}; by its last tasks it is {expected.Name()}";
    }

    private string? Find(DagPlan dag, TaskPlan task, DagRun run, List<TaskInstance> all)
    {
        var instances = all.Where(row => row.Key.TaskId == task.TaskId).ToList();
        var verdict = VerdictOn(dag, task, all);
        var expected = LengthOf(dag, task);
        if (instances is [{ Key.MapIndex: < 0 } single] && (task.IsMapped || single.State is TaskState.Skipped or TaskState.UpstreamFailed) && !Ran(single))
        {
            var isEmpty = expected == 0 && verdict.HasFlag(Verdict.Runs);
            return (single.State == TaskState.Skipped && (verdict.HasFlag(Verdict.IsSkipped) || isEmpty)) || (single.State == TaskState.UpstreamFailed && verdict.HasFlag(Verdict.FailsUpstream))
                ? null
                : $"{single.Key} is {single.State.Name()}; the rule {task.Rule} allows only: {verdict}";
        }

        if (!verdict.HasFlag(Verdict.Runs) && instances.Exists(Ran))
        {
            return $"{instances[0].Key} ran; the rule {task.Rule} allows only: {verdict}";
        }

        if (task.IsMapped && instances.Count != expected)
        {
            return $"{dag.DagId} {run.RunId} has {instances.Count} instances of {task.TaskId}, mapped over {expected}";
        }

        return instances.Select(instance => FindEnd(task, instance, verdict)).FirstOrDefault(problem => problem is not null);
    }

    private string? FindEnd(TaskPlan task, TaskInstance instance, Verdict verdict) =>
        instance.State == task.End || (instance.State == TaskState.Skipped && verdict.HasFlag(Verdict.IsSkipped)) || (instance.State == TaskState.Failed && WasLost(instance)) || (!Ran(instance) && instance.State != TaskState.Success)
            ? null
            : $"{instance.Key} ended as {instance.State.Name()} instead of {task.End.Name()}, after {instance.TryNumber} tries";

    private static Verdict VerdictOn(DagPlan dag, TaskPlan task, List<TaskInstance> all)
    {
        var verdict = TriggerRuleModel.Of(task.Rule, [.. all.Where(row => task.Upstream.Contains(row.Key.TaskId)).Select(row => row.State)]);
        if (dag.Tasks.Any(other => other.Skips.Contains(task.TaskId) && all.Exists(row => row.Key.TaskId == other.TaskId && row.State == TaskState.Success)))
        {
            // told to be skipped by a branch, unless its rule had let it start before
            verdict |= Verdict.IsSkipped;
        }

        if (task.MapsOverTask is { } source)
        {
            // a rule that does not wait for what the task is mapped over finds no length
            verdict |= task.Rule is "always" or "one_success" or "one_failed" or "one_done" ? Verdict.FailsUpstream : 0;
            var state = all.Find(row => row.Key.TaskId == source)!.State;
            verdict = state switch
            {
                TaskState.Skipped => (verdict & ~Verdict.Runs) | Verdict.IsSkipped,
                TaskState.Success => verdict,
                _ => (verdict & ~Verdict.Runs) | Verdict.FailsUpstream,
            };
        }

        return verdict;
    }

    private static int LengthOf(DagPlan dag, TaskPlan task) => task.MapsOver ?? (task.MapsOverTask is { } source ? dag.Find(source)!.Length : 1);

    private static bool Ran(TaskInstance task) => task.TryNumber > 0 && task.StartDate is not null && task.Hostname.Length > 0;

    private bool WasLost(TaskInstance task) => IsLoss(task) || database.History.Exists(row => row.Key == task.Key && IsLoss(row));

    private static bool IsLoss(TaskInstance row) => row.ExitCause is { } cause && (cause.Contains("lost", StringComparison.Ordinal) || cause.Contains("killed", StringComparison.Ordinal));

    private bool IsMarked(DagPlan dag) => plan.Actions.Any(action => action.Kind == UserActionKind.Mark && action.DagId == dag.DagId);

    /// <summary>A task that had failed because it was lost, and ran again after a clear, may be at odds with what stands after it.</summary>
    private bool WasLostAndCleared(DagPlan dag, DagRun run) =>
        plan.Actions.Any(action => action.Kind == UserActionKind.Clear && action.DagId == dag.DagId)
        && (TasksOf(run).Exists(WasLost) || dag.Tasks.Any(task => task.Skips.Length > 0 || task.Rule == "all_success"));

    /// <summary>A task of it waits for one of the run before that has failed, or that waits in turn: only a person can help.</summary>
    private bool WaitsForPast(DagPlan dag, DagRun run)
    {
        if (run.State.IsFinished() || !dag.DependsOnPast)
        {
            return false;
        }

        var before = database.Runs.Values.Where(other => other.DagId == dag.DagId && other.LogicalDate < run.LogicalDate && (!dag.IsCatchup || other.RunType != RunType.Manual))
            .MaxBy(other => other.LogicalDate);
        return before is not null && dag.Tasks.Any(task => task.DependsOnPast
            && StatesOf(run, task).Contains(TaskState.None)
            && (StatesOf(before, task).Exists(state => state.IsFailure()) || ((StatesOf(before, task).Contains(TaskState.None) || StatesOf(before, task).Count == 0) && (WaitsForPast(dag, before) || IsKeptOut(dag, before)))));
    }

    /// <summary>It was cleared, and the runs that wait for it have all the places that max_active_runs gives.</summary>
    private bool IsKeptOut(DagPlan dag, DagRun run) =>
        run.State == RunState.Queued && database.Runs.Values.Count(other => other.DagId == dag.DagId && other.State == RunState.Running) >= dag.MaxActiveRuns;

    private List<TaskState> StatesOf(DagRun run, TaskPlan task) => [.. TasksOf(run).Where(row => row.Key.TaskId == task.TaskId).Select(row => row.State)];

    private List<TaskInstance> TasksOf(DagRun run) => [.. database.Tasks.Values.Where(task => task.Key.DagId == run.DagId && task.Key.RunId == run.RunId)];
}
