using Airflow.Testing.Simulation;
using Airflow.Testing.Simulation.Plans;

namespace Airflow.Testing.Tests.Simulation;

public sealed class PlanShrinkerTests
{
    /// <summary>A user who asks for a DAG that is not there ends the simulation, whatever else goes on.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public async Task A_seed_that_fails_is_told_with_the_smallest_plan_that_fails_alike(int seed)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var plan = new PlanMaker(seed).Create();
        var wrong = new UserAction(2, UserActionKind.Trigger, "nowhere");
        plan = plan with { Actions = plan.Actions.Add(wrong), Crashes = plan.Crashes.Add(new CrashFault("w1", 3, TimeSpan.FromSeconds(1))) };

        var told = (await Should.ThrowAsync<SimulationFailedException>(() => SimulationSeed.PlayAsync(plan, cancellationToken))).Message;

        told.ShouldStartWith($"Seed {seed}: a node ended with");
        var smallest = told[told.IndexOf("The smallest plan that fails alike:", StringComparison.Ordinal)..told.IndexOf("The last ", StringComparison.Ordinal)];
        smallest.ShouldContain("  1 schedulers");
        smallest.ShouldContain(wrong.ToString());
        plan.Crashes.ShouldAllBe(crash => !smallest.Contains(crash.ToString()));
        plan.Actions.Remove(wrong).ShouldAllBe(action => !smallest.Contains(action.ToString()));
        told.ShouldContain("nowhere", customMessage: "the last events say what was asked for");
    }
}
