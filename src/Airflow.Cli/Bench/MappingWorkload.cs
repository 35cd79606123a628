using Airflow.Engine.Runs;

namespace Airflow.Cli.Bench;

/// <summary>Great fan-outs, and what they do to another DAG meanwhile.</summary>
internal sealed class MappingWorkload(TimeProvider clock, int repetitions)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private int sequence;

    public async Task<IReadOnlyList<BenchSample>> RunAsync(CancellationToken cancellationToken)
    {
        await using var home = new BenchHome(clock, ("AIRFLOW__CORE__MAX_MAP_LENGTH", "100000"));
        home.WriteDag("ten.cs", BenchDags.Mapped("ten", 10_000));
        home.WriteDag("hundred.cs", BenchDags.Mapped("hundred", 100_000));
        home.WriteDag("clock.cs", BenchDags.Clock(PickupLag.DagId));
        await home.StartAsync(cancellationToken);
        await home.WaitForDagsAsync(3, cancellationToken);
        var ten = new List<double>();
        for (var index = 0; index < repetitions; index++)
        {
            var begin = clock.GetUtcNow();
            var ended = await home.WaitForRunAsync(await home.TriggerAsync("ten", NextRunId(), cancellationToken), cancellationToken);
            ten.Add((ended.EndDate!.Value - begin).TotalMilliseconds);
        }

        var meanwhile = await LagDuringAsync(home, "hundred", cancellationToken);
        return
        [
            new BenchSample("10,000 mapped instances, list and reduce", "ms", ten, 5_000, 3_000),
            new BenchSample("another DAG while 100,000 mapped instances run, p99", "ms", meanwhile, 50, 25) { Judged = 0.99 },
        ];
    }

    /// <summary>The pick-up of a DAG of one task, again and again until the run of the other DAG has ended.</summary>
    private async Task<IReadOnlyList<double>> LagDuringAsync(BenchHome home, string dagId, CancellationToken cancellationToken)
    {
        var lag = new PickupLag(home);
        for (var index = 0; index < 5; index++)
        {
            await lag.MeasureAsync(NextRunId(), cancellationToken);
        }

        var run = await home.TriggerAsync(dagId, NextRunId(), cancellationToken);
        var values = new List<double>();
        while ((await home.Stores.Runs.FindAsync(dagId, run.RunId, cancellationToken))?.State is not (RunState.Success or RunState.Failed))
        {
            values.Add(await lag.MeasureAsync(NextRunId(), cancellationToken));
            await Task.Delay(Pause, clock, cancellationToken);
        }

        await home.WaitForRunAsync(run, cancellationToken);
        return values;
    }

    private string NextRunId() => $"bench_{++sequence}";
}
