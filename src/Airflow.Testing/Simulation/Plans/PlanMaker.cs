using System.Collections.Immutable;
using Airflow.Engine.Tasks;

namespace Airflow.Testing.Simulation.Plans;

/// <summary>Makes a plan of a seed: small, and with a little of everything.</summary>
internal sealed class PlanMaker(int seed)
{
    private static readonly string[] Rules =
    [
        "all_failed", "all_done", "one_success", "one_failed", "one_done", "none_failed", "none_failed_min_one_success", "none_skipped", "all_skipped",
        "all_done_min_one_success", "always",
    ];

    private readonly Random random = new(seed);
    private int poolSlots;

    public SimulationPlan Create()
    {
        poolSlots = random.Next(1, 4);
        var schedulers = random.Next(1, 4);
        var workers = random.Next(2) == 0 ? 0 : random.Next(1, 4);
        ImmutableArray<DagPlan> dags = [.. Enumerable.Range(1, random.Next(1, 4)).Select(number => Dag($"d{number}"))];
        string[] nodes = [.. Enumerable.Range(1, schedulers).Select(number => $"scheduler-{number}"), .. Enumerable.Range(1, workers).Select(number => $"worker-{number}")];
        return new SimulationPlan
        {
            Seed = seed,
            Schedulers = schedulers,
            Workers = workers,
            Parallelism = random.Next(2, 12),
            PoolSlots = poolSlots,
            Dags = dags,
            Actions = [.. dags.SelectMany(Actions).OrderBy(action => action.At)],
            Crashes = [.. Some(3).Select(_ => new CrashFault(Pick(nodes), random.Next(1, 150), Seconds(0.1, 20)))],
            Messages = [.. Some(6).Select(_ => Message()).DistinctBy(fault => fault.Index)],
            Outages = [.. Some(2).Select(_ => Outage(Pick(nodes)))],
            Skews = [.. nodes.Append("api-server").Where(_ => random.Next(3) == 0).Select(Skew)],
        };
    }

    private IEnumerable<int> Some(int most) => Enumerable.Range(0, random.Next(3) == 0 ? 0 : random.Next(0, most + 1));

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private TimeSpan Seconds(double from, double to) => TimeSpan.FromMilliseconds(Math.Round((from + (random.NextDouble() * (to - from))) * 1000));

    private DagPlan Dag(string dagId)
    {
        var count = random.Next(1, 7);
        var tasks = new List<TaskPlan>();
        var teardowns = random.Next(5) == 0;
        for (var index = 0; index < count; index++)
        {
            tasks.Add(Task($"t{index}", tasks, teardowns));
        }

        var isScheduled = random.Next(3) == 0;
        return new DagPlan(dagId)
        {
            Tasks = [.. tasks.Select(task => random.Next(5) == 0 ? Branching(task, tasks) : task)],
            Ticks = isScheduled ? random.Next(1, 5) : 0,
            IsCatchup = isScheduled && random.Next(2) == 0,
            MaxActiveTasks = random.Next(3) == 0 ? random.Next(1, 3) : 16,
            MaxActiveRuns = random.Next(3) == 0 ? 1 : 16,
        };
    }

    private TaskPlan Task(string taskId, List<TaskPlan> before, bool withTeardowns)
    {
        var retries = random.Next(3) == 0 ? random.Next(1, 4) : 0;
        var end = random.Next(8) switch { 0 => TaskState.Failed, 1 => TaskState.Skipped, _ => TaskState.Success };
        var mapping = random.Next(10);
        var kind = withTeardowns ? random.Next(5) : 2;
        var task = new TaskPlan(taskId)
        {
            Upstream = [.. before.Where(_ => random.Next(5) < 2).Select(other => other.TaskId)],
            Rule = random.Next(2) == 0 ? "all_success" : Pick(Rules),
            Retries = retries,
            FailingTries = random.Next(2) == 0 ? 0 : random.Next(0, retries + 1),
            Reschedules = random.Next(8) == 0 ? random.Next(1, 3) : 0,
            End = end,
            Seconds = random.Next(3) == 0 ? 0 : Math.Round(random.NextDouble() * (random.Next(6) == 0 ? 20 : 4), 1),
            IsInSmallPool = random.Next(3) == 0,
            PoolSlots = random.Next(4) == 0 ? Math.Min(2, poolSlots) : 1,
            Priority = random.Next(1, 4),
            Length = random.Next(0, 4),
            DependsOnPast = random.Next(12) == 0,
            IsSetup = kind == 0,
            IsTeardown = kind == 1,
        };
        return mapping switch
        {
            0 => task with { MapsOver = random.Next(0, 4) },
            1 when before.Where(other => !other.IsMapped).ToList() is { Count: > 0 } sources => OverResult(task, Pick(sources).TaskId),
            _ => task,
        };
    }

    private static TaskPlan OverResult(TaskPlan task, string source) =>
        task with { MapsOverTask = source, Upstream = task.Upstream.Contains(source) ? task.Upstream : task.Upstream.Add(source) };

    private TaskPlan Branching(TaskPlan task, List<TaskPlan> all) => task.IsMapped || task.IsSetup || task.IsTeardown
        ? task
        : task with { Skips = [.. all.Where(other => other.Upstream.Contains(task.TaskId) && !other.IsTeardown && random.Next(2) == 0).Select(other => other.TaskId)] };

    private IEnumerable<UserAction> Actions(DagPlan dag)
    {
        if (dag.Ticks == 0 || random.Next(3) == 0)
        {
            foreach (var _ in Enumerable.Range(0, random.Next(1, 4)))
            {
                yield return new UserAction(Moment(), UserActionKind.Trigger, dag.DagId);
            }
        }

        if (random.Next(4) == 0)
        {
            yield return new UserAction(Moment(), UserActionKind.Clear, dag.DagId, random.Next(3) == 0 ? null : Pick(dag.Tasks).TaskId, random.Next(2) == 0);
        }

        if (random.Next(6) == 0)
        {
            var state = random.Next(3) switch { 0 => TaskState.Failed, 1 => TaskState.Skipped, _ => TaskState.Success };
            yield return new UserAction(Moment(), UserActionKind.Mark, dag.DagId, Pick(dag.Tasks).TaskId, random.Next(2) == 0) { State = state };
        }

        if (random.Next(6) == 0)
        {
            var at = Moment();
            yield return new UserAction(at, UserActionKind.Hold, dag.DagId, random.Next(2) == 0 ? null : Pick(dag.Tasks).TaskId);
            yield return new UserAction(at + Moment(), UserActionKind.Resume, dag.DagId);
        }

        if (random.Next(8) == 0)
        {
            var at = Moment();
            yield return new UserAction(at, UserActionKind.Pause, dag.DagId);
            yield return new UserAction(at + Moment(), UserActionKind.Unpause, dag.DagId);
        }
    }

    private double Moment() => Math.Round(random.NextDouble() * (random.Next(3) == 0 ? 60 : 10), 2);

    private MessageFault Message() => new(random.Next(0, 80), random.Next(3) switch
    {
        0 => [],
        1 => [TimeSpan.Zero, Seconds(0, 8)],
        _ => [Seconds(0.01, 30)],
    });

    private OutageFault Outage(string node)
    {
        var from = Moment();
        return new OutageFault(node, from, Math.Round(from + (random.NextDouble() * 20), 2));
    }

    private SkewFault Skew(string node) => new(node, new ClockSkew(Seconds(-3, 3), Math.Round((random.NextDouble() - 0.5) / 50, 4)));
}
