using Airflow.Engine.Tasks;

namespace Airflow.Cli.Bench;

/// <summary>One DAG has tens of thousands of tasks that could start and may not; a hundred others must not notice.</summary>
internal sealed class StarvationWorkload(TimeProvider clock, int repetitions)
{
    private const string Crowd = "crowd";
    private const string Small = "small_";
    private const int Ready = 50_000;
    private const int Dags = 100;

    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    // until the processes of the crowd have compiled what they run, as those of the small DAGs have
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);
    private int sequence;

    public async Task<IReadOnlyList<BenchSample>> RunAsync(CancellationToken cancellationToken)
    {
        await using var home = new BenchHome(clock, ("AIRFLOW__CORE__MAX_MAP_LENGTH", "100000"));
        home.WriteDag("crowd.cs", BenchDags.Crowd(Crowd, Ready, Each));
        home.WriteDag("small.cs", BenchDags.Clocks(Small, Dags));
        await home.StartAsync(cancellationToken);
        await home.WaitForDagsAsync(Dags + 1, cancellationToken);
        await LagAsync(home, 1, cancellationToken);
        var alone = await LagAsync(home, repetitions, cancellationToken);
        await CrowdAsync(home, cancellationToken);
        await Task.Delay(WarmUp, clock, cancellationToken);
        await LagAsync(home, 1, cancellationToken);
        var crowded = await LagAsync(home, repetitions, cancellationToken);
        var (quiet, loaded) = (new BenchSample("100 small DAGs alone, p99", "ms", alone, 30, 15) { Judged = 0.99 }, new BenchSample("100 small DAGs beside 50,000 ready tasks, p99", "ms", crowded, 60, 30) { Judged = 0.99 });
        return [quiet, loaded, new BenchSample("the second against the first", "x", [loaded.P99 / quiet.P99], 2, 1.2)];
    }

    /// <summary>The pick-up of each small DAG, one after the other, so often.</summary>
    private async Task<IReadOnlyList<double>> LagAsync(BenchHome home, int rounds, CancellationToken cancellationToken)
    {
        var lag = new PickupLag(home);
        var values = new List<double>();
        for (var index = 0; index < rounds * Dags; index++)
        {
            values.Add(await lag.MeasureAsync($"{Small}{index % Dags}", $"bench_{++sequence}", cancellationToken));
            await Task.Delay(Pause, clock, cancellationToken);
        }

        return values;
    }

    /// <summary>Until all of the crowd could start, and as many run as may.</summary>
    private async Task CrowdAsync(BenchHome home, CancellationToken cancellationToken)
    {
        var run = await home.TriggerAsync(Crowd, $"bench_{++sequence}", cancellationToken);
        while ((await home.Stores.TaskInstances.ListForRunAsync(Crowd, run.RunId, cancellationToken)).Count(task => task.State != TaskState.None) <= Ready)
        {
            await Task.Delay(Each, clock, cancellationToken);
        }
    }
}
