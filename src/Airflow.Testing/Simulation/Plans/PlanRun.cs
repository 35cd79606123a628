using System.Globalization;
using Airflow.Testing.Memory;

namespace Airflow.Testing.Simulation.Plans;

/// <summary>Plays one plan from its start until everything has ended, and a while longer for what arrives too late.</summary>
internal sealed class PlanRun
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(45);

    private readonly SimulationPlan plan;
    private readonly VirtualCluster simulation;
    private readonly Random random;
    private readonly Queue<string> trace = new();
    private readonly int traced;
    private int messages;
    private readonly PlanUser user;
    private bool isSettled;

    private PlanRun(SimulationPlan plan, int traced)
    {
        this.plan = plan;
        this.traced = traced;
        random = new Random(plan.Seed);
        simulation = new VirtualCluster(Setup(), new PlannedCode(plan));
        user = new PlanUser(plan, simulation, Start);
        if (traced > 0)
        {
            simulation.World.OnEvent = Trace;
        }
    }

    /// <summary>Plays it; the last events are kept when somebody wants so many, without them it is quicker.</summary>
    public static async Task<PlanResult> PlayAsync(SimulationPlan plan, int traced, CancellationToken cancellationToken) =>
        await new PlanRun(plan, traced).PlayAsync(cancellationToken);

    private MemoryDatabase Database => simulation.Database;

    private async Task<PlanResult> PlayAsync(CancellationToken cancellationToken)
    {
        await PlannedDag.StoreAsync(plan, Database);
        simulation.Boot();
        simulation.User.Start(user.ActAsync);
        var world = simulation.World;
        foreach (var scheduler in simulation.Schedulers)
        {
            scheduler.OnRunEnded = (_, _) => isSettled = true;
        }

        while (world.Failure is null && world.Now < Start + Longest && !IsOver())
        {
            isSettled = false;
            await world.RunAsync(() => isSettled, Later(TimeSpan.FromSeconds(15)), cancellationToken);
        }

        await world.RunAsync(static () => false, Later(After), cancellationToken);
        var problem = world.Failure is { } failure ? TextOf(failure) : new EndCheck(plan, Database, Start).Find();
        return new PlanResult(problem, world.Steps, simulation.Checks.Commits, [.. trace]);
    }

    private static string TextOf(Exception failure) => failure is SimulationFailedException ? failure.Message : $"a node ended with {failure}";

    private DateTimeOffset Later(TimeSpan by) => simulation.World.Now + by;

    /// <summary>Users have done all they do, every tick has its run, and nothing moves any more.</summary>
    private bool IsOver() => user.IsDone && new EndCheck(plan, Database, Start).IsStill();

    private SimulationSetup Setup() => new()
    {
        Start = Start,
        Random = random,
        Schedulers = plan.Schedulers,
        Workers = plan.Workers,
        Parallelism = plan.Parallelism,
        PollInterval = TimeSpan.FromSeconds(4),
        LeaseDuration = TimeSpan.FromSeconds(9),
        JobHeartbeat = TimeSpan.FromSeconds(20),
        TaskHeartbeat = TimeSpan.FromSeconds(7),
        TaskHeartbeatTimeout = TimeSpan.FromSeconds(40),
        SkewOf = name => plan.Skews.FirstOrDefault(skew => skew.Node == name)?.Skew ?? default,
        CrashesAt = (name, step) => plan.Crashes.Any(crash => crash.Node == name && crash.Step == step),
        DowntimeOf = name => plan.Crashes.FirstOrDefault(crash => crash.Node == name)?.Downtime ?? TimeSpan.FromSeconds(1),
        FateOf = _ => Fate(),
        Latency = () => random.Next(8) == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 40)) : TimeSpan.Zero,
        IsDatabaseAway = (name, now) => plan.Outages.Any(outage => outage.Node == name && (now - Start).TotalSeconds is var at && at >= outage.From && at < outage.To),
    };

    private MessageFate Fate()
    {
        var index = messages++;
        return plan.Messages.FirstOrDefault(message => message.Index == index) is { } fault
            ? new MessageFate(fault.Arrivals)
            : new MessageFate([TimeSpan.FromMilliseconds(random.Next(0, 6) * random.Next(0, 6))]);
    }

    private void Trace(string node, string what)
    {
        trace.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{simulation.World.Elapsed / 10_000_000.0,10:0.0000} {node}: {what}"));
        if (trace.Count > traced)
        {
            trace.Dequeue();
        }
    }
}
