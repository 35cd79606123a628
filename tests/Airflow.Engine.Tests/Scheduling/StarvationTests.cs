using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Testing.Simulation;
using Airflow.Testing.Simulation.Plans;
using FsCheck;
using FsCheck.Fluent;

namespace Airflow.Engine.Tests.Scheduling;

/// <summary>DAGs that wait for their pool or have all the tasks running that they may, beside others: whatever can start does so at once.</summary>
public sealed class StarvationTests
{
    private const string Small = "small";
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A task that nothing but its place in line holds back starts within a poll of the scheduler, however much waits beside it.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    [Fact]
    public void Saturated_pools_and_DAGs_delay_nobody_else() =>
        Prop.ForAll(Crowds().ToArbitrary(), Gen.Choose(0, 20_000).NonEmptyListOf().ToArbitrary(), PlayAsync)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithQuietOnSuccess(true));

    private static Gen<DagPlan[]> Crowds() =>
        from count in Gen.Choose(1, 4)
        from crowds in Gen.CollectToArray(Enumerable.Range(1, count), Crowd)
        select crowds;

    private static Gen<DagPlan> Crowd(int number) =>
        from tasks in Gen.Choose(1, 150)
        from most in Gen.Choose(1, 6)
        from isPooled in Gen.Elements(true, false)
        from priority in Gen.Choose(1, 10)
        from seconds in Gen.Choose(1, 60)
        select new DagPlan($"crowd{number}")
        {
            MaxActiveTasks = most,
            Tasks = [new TaskPlan("crowd") { MapsOver = tasks, Seconds = seconds, IsInSmallPool = isPooled, Priority = priority }],
        };

    private static async Task PlayAsync(DagPlan[] crowds, IList<int> triggers)
    {
        var small = new DagPlan(Small) { MaxActiveRuns = 1_000, Tasks = [new TaskPlan("one")] };
        var plan = new SimulationPlan { Seed = triggers.Count, PoolSlots = 2, Dags = [.. crowds, small] };
        var setup = new SimulationSetup { Start = Start, Random = new Random(plan.Seed), Parallelism = crowds.Sum(crowd => crowd.MaxActiveTasks) + triggers.Count };
        var simulation = new VirtualCluster(setup, new PlannedCode(plan));
        await PlannedDag.StoreAsync(plan, simulation.Database);
        simulation.Boot();
        foreach (var crowd in crowds)
        {
            await TriggerAsync(simulation, crowd.DagId, 0);
        }

        foreach (var at in triggers.Distinct().Order())
        {
            await simulation.World.RunAsync(static () => false, Start.AddMilliseconds(at), CancellationToken.None);
            await TriggerAsync(simulation, Small, at);
        }

        await simulation.World.RunAsync(static () => false, Start.AddSeconds(25), CancellationToken.None);
        simulation.World.Failure.ShouldBeNull();
        var runs = simulation.Database.Runs.Values.Where(run => run.DagId == Small).ToDictionary(run => run.RunId);
        var tasks = simulation.Database.Tasks.Values.Where(task => task.Key.DagId == Small).ToList();
        tasks.Count.ShouldBe(triggers.Distinct().Count());
        tasks.ShouldAllBe(task => task.State == TaskState.Success && task.StartDate - runs[task.Key.RunId].QueuedAt <= Bound);
    }

    private static async Task TriggerAsync(VirtualCluster simulation, string dagId, int at)
    {
        var run = new DagRun
        {
            DagId = dagId,
            RunId = $"at_{at}",
            RunType = RunType.Manual,
            State = RunState.Queued,
            RunAfter = simulation.World.Now,
            QueuedAt = simulation.World.Now,
            CreatedDagVersionId = simulation.Database.Dags[dagId].LatestVersionId,
        };
        (await simulation.Database.Stores.Runs.CreateAsync(run, CancellationToken.None)).ShouldBe(RunCreation.Created);
        simulation.Wake("runs");
    }
}
