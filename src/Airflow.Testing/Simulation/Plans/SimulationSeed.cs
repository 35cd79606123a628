using System.Text;

namespace Airflow.Testing.Simulation.Plans;

/// <summary>One seed: makes its plan, plays it, and when it fails tells the smallest plan that fails alike.</summary>
internal static class SimulationSeed
{
    private const int Attempts = 400;
    private const int TraceLength = 120;

    /// <exception cref="SimulationFailedException">Something came about that must never be.</exception>
    public static Task<PlanResult> PlayAsync(int seed, CancellationToken cancellationToken) => PlayAsync(new PlanMaker(seed).Create(), cancellationToken);

    /// <exception cref="SimulationFailedException">Something came about that must never be.</exception>
    public static async Task<PlanResult> PlayAsync(SimulationPlan plan, CancellationToken cancellationToken)
    {
        var result = await PlanRun.PlayAsync(plan, 0, cancellationToken);
        if (result.Problem is not { } problem)
        {
            return result;
        }

        var smallest = await PlanShrinker.ShrinkAsync(plan, problem, Attempts, cancellationToken);
        var shown = await PlanRun.PlayAsync(smallest, TraceLength, cancellationToken);
        throw new SimulationFailedException(Describe(plan.Seed, problem, smallest, shown));
    }

    private static string Describe(int seed, string problem, SimulationPlan plan, PlanResult shown)
    {
        var text = new StringBuilder();
        text.AppendLine($"Seed {seed}: {problem}");
        text.AppendLine($"The smallest plan that fails alike: {shown.Problem}");
        text.AppendLine($"  {plan.Schedulers} schedulers, {(plan.Workers == 0 ? "each runs its tries" : $"{plan.Workers} workers")}, parallelism {plan.Parallelism}, {plan.PoolSlots} slots in the small pool");
        foreach (var line in plan.Dags.Select(dag => dag.ToString())
            .Concat(plan.Actions.Select(action => action.ToString()))
            .Concat(plan.Crashes.Select(crash => crash.ToString()))
            .Concat(plan.Messages.Select(message => message.ToString()))
            .Concat(plan.Outages.Select(outage => outage.ToString()))
            .Concat(plan.Skews.Select(skew => skew.ToString())))
        {
            text.AppendLine($"  {line}");
        }

        text.AppendLine($"The last {shown.Trace.Count} events:");
        foreach (var line in shown.Trace)
        {
            text.AppendLine(line);
        }

        return text.ToString();
    }
}
