using System.Collections.Concurrent;
using System.Globalization;
using Airflow.Testing.Simulation;
using Airflow.Testing.Simulation.Plans;

namespace Airflow.Testing.Tests.Simulation;

/// <summary>
/// Random clusters, DAGs, users and faults, a different history for each seed. AIRFLOW_SIM_SEEDS says how many seeds are played (from
/// AIRFLOW_SIM_FIRST on), AIRFLOW_SIM_SEED plays one alone.
/// </summary>
public sealed class SimulationSeedTests
{
    private const int Seeds = 300;
    private const int Threads = 2;
    private const int MostFailures = 3;

    [Fact]
    public async Task Whatever_crashes_or_goes_astray_every_promise_holds()
    {
        var (first, count) = Choice();
        var failures = new ConcurrentQueue<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(first, count), options, async (seed, cancellationToken) =>
        {
            if (failures.Count < MostFailures)
            {
                await PlayAsync(seed, failures, cancellationToken);
            }
        });

        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_seed_repeats_itself_step_by_step()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        for (var seed = 1; seed <= 20; seed++)
        {
            var plan = new PlanMaker(seed).Create();
            var first = await PlanRun.PlayAsync(plan, 10_000, cancellationToken);
            var second = await PlanRun.PlayAsync(plan, 10_000, cancellationToken);
            var differing = first.Trace.Zip(second.Trace).FirstOrDefault(pair => pair.First != pair.Second);
            differing.ShouldBe(default, $"seed {seed}");
            second.Steps.ShouldBe(first.Steps, $"seed {seed}");
        }
    }

    private static async Task PlayAsync(int seed, ConcurrentQueue<string> failures, CancellationToken cancellationToken)
    {
        try
        {
            await SimulationSeed.PlayAsync(seed, cancellationToken);
        }
        catch (SimulationFailedException exception)
        {
            failures.Enqueue(exception.Message);
        }
    }

    private static (int First, int Count) Choice() => Number("AIRFLOW_SIM_SEED") is { } single
        ? (single, 1)
        : (Number("AIRFLOW_SIM_FIRST") ?? 1, Number("AIRFLOW_SIM_SEEDS") ?? Seeds);

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
