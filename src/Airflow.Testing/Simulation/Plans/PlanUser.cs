using System.Globalization;
using Airflow.Engine;
using Airflow.Engine.Clearing;
using Airflow.Engine.Holding;
using Airflow.Engine.Marking;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Testing.Simulation.Plans;

/// <summary>Does what the users of a plan do, each thing at its time, through the same code as the command line.</summary>
internal sealed class PlanUser(SimulationPlan plan, VirtualCluster simulation, DateTimeOffset start)
{
    private readonly SchedulerStores stores = StoreProxy.Wrap(simulation.Database.Stores, simulation.User, simulation.Link);
    private int done;

    public bool IsDone => done == plan.Actions.Length;

    public async Task ActAsync()
    {
        foreach (var action in plan.Actions.OrderBy(action => action.At))
        {
            var wait = start.AddSeconds(action.At) - simulation.User.Clock.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, simulation.User.Clock);
            }

            simulation.World.Note(simulation.User, action.ToString());
            try
            {
                await ActAsync(action);
            }
            catch (AirflowException exception) when (exception.Code is "run_finished" or "not_held")
            {
                simulation.World.Note(simulation.User, exception.Message);
            }

            simulation.Wake("runs");
            done++;
        }
    }

    private Task ActAsync(UserAction action) => action.Kind switch
    {
        UserActionKind.Trigger => TriggerAsync(action.DagId),
        UserActionKind.Clear => simulation.ClearAsync(
            new ClearRequest { DagId = action.DagId, TaskIds = action.TaskId is { } task ? [task] : null, IncludeDownstream = action.WithDownstream }),
        UserActionKind.Mark => MarkAsync(action),
        UserActionKind.Hold => HoldAsync(action),
        UserActionKind.Resume => ResumeAsync(action.DagId),
        _ => stores.Dags.SetPausedAsync([action.DagId], action.Kind == UserActionKind.Pause, CancellationToken.None),
    };

    private Task TriggerAsync(string dagId)
    {
        var now = simulation.User.Clock.GetUtcNow();
        var run = new DagRun
        {
            DagId = dagId,
            RunId = string.Create(CultureInfo.InvariantCulture, $"manual__{now:HH:mm:ss.fff}"),
            RunType = RunType.Manual,
            State = RunState.Queued,
            LogicalDate = now,
            RunAfter = now,
            QueuedAt = now,
            CreatedDagVersionId = simulation.Database.Dags[dagId].LatestVersionId,
        };
        return stores.Runs.CreateAsync(run, CancellationToken.None);
    }

    private async Task MarkAsync(UserAction action)
    {
        if (NewestRun(action.DagId) is { } run)
        {
            var request = new MarkRequest { DagId = action.DagId, RunId = run.RunId, TaskIds = [action.TaskId!], State = action.State, IncludeDownstream = action.WithDownstream };
            await new StateMarking(stores, Versions(), simulation.WakeAll, simulation.User.Clock).MarkAsync(request, CancellationToken.None);
        }
    }

    private async Task HoldAsync(UserAction action)
    {
        if (NewestRun(action.DagId) is not { } run)
        {
            return;
        }

        if (action.TaskId is { } task)
        {
            await Holding().HoldTaskAsync(new TaskInstanceKey(run.DagId, run.RunId, task, -1), "somebody", "wait", CancellationToken.None);
        }
        else
        {
            await Holding().HoldRunAsync(run.DagId, run.RunId, "somebody", "wait", CancellationToken.None);
        }
    }

    private async Task ResumeAsync(string dagId)
    {
        foreach (var run in simulation.Database.Runs.Values.Where(run => run.DagId == dagId && run.Hold is not null).ToList())
        {
            await Holding().ResumeRunAsync(run.DagId, run.RunId, CancellationToken.None);
        }

        foreach (var key in simulation.Database.Tasks.Values.Where(task => task.Key.DagId == dagId && task.Hold is not null).Select(task => task.Key).ToList())
        {
            if (simulation.Database.Runs.Values.Any(run => run.DagId == dagId && run.RunId == key.RunId && !run.State.IsFinished()))
            {
                await Holding().ResumeTaskAsync(key, CancellationToken.None);
            }
        }
    }

    private DagRun? NewestRun(string dagId) => simulation.Database.Runs.Values.Where(run => run.DagId == dagId).MaxBy(run => run.Id);

    private WorkHolding Holding() => new(stores, Versions(), simulation.WakeAll, simulation.User.Clock);

    private DagVersionCache Versions() => new(stores.Dags);
}
