using System.Collections.Immutable;

namespace Airflow.Testing.Simulation.Plans;

/// <summary>Finds a smaller plan that comes to the same problem, by leaving things out as long as it does.</summary>
internal static class PlanShrinker
{
    public static async Task<SimulationPlan> ShrinkAsync(SimulationPlan plan, string problem, int attempts, CancellationToken cancellationToken)
    {
        var kind = KindOf(problem);
        for (var isSmaller = true; isSmaller && attempts > 0;)
        {
            isSmaller = false;
            foreach (var candidate in Smaller(plan))
            {
                if (attempts-- <= 0)
                {
                    break;
                }

                if ((await PlanRun.PlayAsync(candidate, 0, cancellationToken)).Problem is { } still && KindOf(still) == kind)
                {
                    (plan, isSmaller) = (candidate, true);
                    break;
                }
            }
        }

        return plan;
    }

    /// <summary>Problems are of one kind when they read the same but for names and numbers.</summary>
    private static string KindOf(string problem) =>
        string.Join(' ', problem.Split(' ').Where(word => word.All(char.IsAsciiLetterLower)).Take(5));

    private static IEnumerable<SimulationPlan> Smaller(SimulationPlan plan)
    {
        var candidates = Without(plan.Dags).Select(dags => WithDags(plan, dags))
            .Concat(Without(plan.Crashes).Select(left => plan with { Crashes = left }))
            .Concat(Without(plan.Messages).Select(left => plan with { Messages = left }))
            .Concat(Without(plan.Outages).Select(left => plan with { Outages = left }))
            .Concat(Without(plan.Skews).Select(left => plan with { Skews = left }))
            .Concat(Without(plan.Actions).Select(left => plan with { Actions = left }))
            .Concat(plan.Schedulers > 1 ? [plan with { Schedulers = plan.Schedulers - 1 }] : [])
            .Concat(plan.Workers > 1 ? [plan with { Workers = plan.Workers - 1 }] : [])
            .Concat(plan.Dags.SelectMany((dag, index) => Smaller(dag).Select(smaller => plan with { Dags = plan.Dags.SetItem(index, smaller) })));
        return candidates.Where(candidate => candidate.Size < plan.Size);
    }

    private static SimulationPlan WithDags(SimulationPlan plan, ImmutableArray<DagPlan> dags) =>
        plan with { Dags = dags, Actions = [.. plan.Actions.Where(action => dags.Any(dag => dag.DagId == action.DagId))] };

    private static IEnumerable<DagPlan> Smaller(DagPlan dag)
    {
        var candidates = dag.Tasks.Length < 2 ? [] : dag.Tasks.Select(task => dag with { Tasks = [.. dag.Tasks.Where(other => other != task).Select(other => Unlink(other, task.TaskId))] });
        candidates = dag.Ticks > 0 ? candidates.Append(dag with { Ticks = dag.Ticks - 1 }) : candidates;
        return candidates.Concat(dag.Tasks.SelectMany((task, index) => Smaller(task).Select(smaller => dag with { Tasks = dag.Tasks.SetItem(index, smaller) })));
    }

    private static TaskPlan Unlink(TaskPlan task, string from) => task with
    {
        Upstream = task.Upstream.Remove(from),
        Skips = task.Skips.Remove(from),
        MapsOverTask = task.MapsOverTask == from ? null : task.MapsOverTask,
    };

    private static IEnumerable<TaskPlan> Smaller(TaskPlan task) =>
    [
        .. task.Upstream.Select(other => Unlink(task, other)),
        task with { Skips = [] },
        task with { Rule = "all_success" },
        task with { End = Engine.Tasks.TaskState.Success },
        task with { Retries = 0, FailingTries = 0 },
        task with { FailingTries = 0 },
        task with { Reschedules = 0 },
        task with { MapsOver = null, MapsOverTask = null },
        task with { Seconds = 0 },
        task with { DependsOnPast = false },
        task with { IsInSmallPool = false },
        task with { IsSetup = false, IsTeardown = false },
    ];

    private static IEnumerable<ImmutableArray<T>> Without<T>(ImmutableArray<T> items) => Enumerable.Range(0, items.Length).Select(items.RemoveAt);
}
