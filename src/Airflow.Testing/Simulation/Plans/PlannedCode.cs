using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.Testing.Simulation.Plans;

/// <summary>The tasks of a plan do nothing but take their time and end as the plan says.</summary>
internal sealed class PlannedCode(SimulationPlan plan) : ITryCode
{
    public async Task<TryOutcome> RunAsync(
        IExecutionApi api, TaskWorkload workload, TaskStart start, DagRun run, TimeProvider clock, CancellationToken cancellationToken)
    {
        var task = plan.Dags.First(dag => dag.DagId == workload.Key.DagId).Find(workload.Key.TaskId)!;
        if (task.Seconds > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(task.Seconds), clock, cancellationToken);
        }

        var now = clock.GetUtcNow();
        if (start.TaskRescheduleCount < task.Reschedules)
        {
            return new TryOutcome { State = TaskState.UpForReschedule, EndDate = now, RescheduleDate = now.AddSeconds(4) };
        }

        if (workload.TryNumber <= task.FailingTries)
        {
            return new TryOutcome { State = start.ShouldRetry ? TaskState.UpForRetry : TaskState.Failed, EndDate = now, Reason = "as planned" };
        }

        return task.End == TaskState.Success
            ? new TryOutcome { State = TaskState.Success, EndDate = now, XComs = [Result(workload.Key, task)], Skips = [.. task.Skips.Select(other => new SkipTarget(other))] }
            : new TryOutcome { State = task.End, EndDate = now, Reason = "as planned" };
    }

    private static XCom Result(TaskInstanceKey key, TaskPlan task) =>
        new(new XComKey(key.DagId, key.RunId, key.TaskId, XCom.ReturnKey, key.MapIndex), $"[{string.Join(",", Enumerable.Range(0, task.Length))}]")
        {
            MappedLength = key.MapIndex < 0 ? task.Length : null,
        };
}
