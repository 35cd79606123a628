using Airflow.Engine.Clearing;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Holding;

/// <summary>
/// Holds and resumes runs and task instances. The hold is written in the commit that ends the lease of the run's holder, so whoever
/// queued something meanwhile is refused; tries that wait for a worker are taken back in the same commit, and what runs goes on.
/// </summary>
public sealed class WorkHolding(SchedulerStores stores, DagVersionCache versions, IWakeSignal wake, TimeProvider clock)
{
    private readonly InstanceSelection selection = new(stores, versions, clock);

    /// <summary>Holds a run (again, with another reason, if it is held). Returns how many queued tries were taken back.</summary>
    /// <exception cref="AirflowException">There is no such run, or it has ended.</exception>
    public Task<int> HoldRunAsync(string dagId, string runId, string? user, string? reason, CancellationToken cancellationToken) =>
        WriteAsync(
            dagId,
            runId,
            (run, tasks) => (new[] { new HoldChange(run.Id, null, NewHold(user, reason)) }, tasks.Where(task => task.State == TaskState.Queued)),
            cancellationToken);

    /// <summary>Lets a run go on; instances that are held themselves stay so.</summary>
    /// <exception cref="AirflowException">There is no such run, it has ended, or it is not held.</exception>
    public Task ResumeRunAsync(string dagId, string runId, CancellationToken cancellationToken) => WriteAsync(
        dagId,
        runId,
        (run, _) => run.Hold is null
            ? throw NotHeld($"Run {runId} of DAG {dagId}")
            : (new[] { new HoldChange(run.Id, null, null) }, []),
        cancellationToken);

    /// <summary>Holds the instances of a task in a run, or one of a mapped task. Returns how many queued tries were taken back.</summary>
    /// <exception cref="AirflowException">There is no such run or task, or it has ended.</exception>
    public Task<int> HoldTaskAsync(TaskInstanceKey key, string? user, string? reason, CancellationToken cancellationToken) => WriteAsync(
        key.DagId,
        key.RunId,
        (run, tasks) =>
        {
            var meant = Meant(tasks, key);
            var hold = NewHold(user, reason);
            return (meant.Select(task => new HoldChange(run.Id, task.Id, hold)), meant.Where(task => task.State == TaskState.Queued));
        },
        cancellationToken);

    /// <summary>Lets the instances of a task go on.</summary>
    /// <exception cref="AirflowException">There is no such run or task, or it is not held.</exception>
    public Task ResumeTaskAsync(TaskInstanceKey key, CancellationToken cancellationToken) => WriteAsync(
        key.DagId,
        key.RunId,
        (run, tasks) =>
        {
            var meant = Meant(tasks, key).Where(task => task.Hold is not null).ToList();
            return meant.Count == 0
                ? throw NotHeld(key.ToString())
                : (meant.Select(task => new HoldChange(run.Id, task.Id, null)), []);
        },
        cancellationToken);

    private static AirflowException NotHeld(string what) => new("not_held", $"{what} is not held.");

    /// <summary>Without a map index, every instance of the task.</summary>
    private static List<TaskInstance> Meant(IReadOnlyList<TaskInstance> tasks, TaskInstanceKey key)
    {
        var meant = tasks.Where(task => task.Key.TaskId == key.TaskId && (key.MapIndex < 0 || task.Key.MapIndex == key.MapIndex)).ToList();
        return meant.Count > 0 ? meant : throw new AirflowException("task_not_found", $"There is no task instance {key}.");
    }

    private Hold NewHold(string? user, string? reason) => reason?.Length > Hold.MaxReasonLength
        ? throw new AirflowException("note_too_long", $"The reason has {reason.Length} characters; at most {Hold.MaxReasonLength} are kept.")
        : new Hold(clock.GetUtcNow(), user, reason);

    private async Task<int> WriteAsync(
        string dagId,
        string runId,
        Func<DagRun, IReadOnlyList<TaskInstance>, (IEnumerable<HoldChange> Holds, IEnumerable<TaskInstance> Queued)> plan,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var run = await selection.FindRunAsync(dagId, runId, cancellationToken);
            if (run.State.IsFinished())
            {
                throw new AirflowException("run_finished", $"Run {runId} of DAG {dagId} has ended ({run.State.Name()}); there is nothing to hold or resume.");
            }

            var (tasks, added) = await selection.ListAsync(run, cancellationToken);
            var (holds, queued) = plan(run, tasks);
            var now = clock.GetUtcNow();
            List<TaskChange> back = [.. queued.Select(task => new TaskReady(task.Id, TaskState.Queued, TaskState.Scheduled, task.Pool, task.PoolSlots) { At = now, TryNumber = task.TryNumber })];
            var change = new StateChange
            {
                // only when one of them is held: whoever starts the run makes them
                NewTasks = holds.Any(hold => hold.TaskId is not null) ? added : [],
                Tasks = back,
                Holds = [.. holds],
                Runs = run.State == RunState.Running ? [new RunChange(run.Id, run.State, run.State, now)] : [],
                BrokenLeases = [run.Id],
            };
            if ((await stores.Writer.WriteAsync(change, cancellationToken)).IsApplied)
            {
                wake.Wake("runs");
                return back.Count;
            }
        }
    }
}
