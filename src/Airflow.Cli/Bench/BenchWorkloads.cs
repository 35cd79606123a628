using Airflow.Engine.Runs;

namespace Airflow.Cli.Bench;

/// <summary>The workloads, each as users meet it.</summary>
internal sealed class BenchWorkloads(BenchHome home, TimeProvider clock, int repetitions, int warmUps = 1)
{
    private int sequence;
    private IReadOnlyList<double> pickups = [];

    public IReadOnlyList<Func<CancellationToken, Task<BenchSample>>> All =>
        [ChainAsync, BashChainAsync, FanAsync, PickupAsync, TailAsync, LayersAsync, ManyDagsAsync, ExactlyOnceAsync];

    private Task<BenchSample> ChainAsync(CancellationToken cancellationToken) =>
        MeasureAsync("chain of 40 no-op C# tasks", "ms", "chain", BenchDags.Chain("chain", 40, false), 300, 120, cancellationToken);

    private Task<BenchSample> BashChainAsync(CancellationToken cancellationToken) =>
        MeasureAsync("chain of 40 bash -c :", "ms", "bash", BenchDags.Chain("bash", 40, true), 600, 250, cancellationToken);

    private async Task<BenchSample> FanAsync(CancellationToken cancellationToken)
    {
        var times = await MeasureAsync("fan", "ms", "fan", BenchDags.Fan("fan", 1_000), 0, 0, cancellationToken);
        return new BenchSample("1,000 independent no-op tasks", "tasks/s", [.. times.Values.Select(ms => 1_000_000 / ms)], 1_000, 3_000, HigherIsBetter: true);
    }

    public async Task<BenchSample> PickupAsync(CancellationToken cancellationToken)
    {
        var lags = new PickupLag(home);
        await AddDagAsync(PickupLag.DagId, BenchDags.Clock(PickupLag.DagId), cancellationToken);
        var values = new List<double>();
        for (var index = 0; index < 205; index++)
        {
            values.Add(await lags.MeasureAsync(NextRunId(), cancellationToken));
        }

        pickups = [.. values.Skip(5)];
        return new BenchSample("trigger accepted to user code, idle, p50 of 200", "ms", pickups, 8, 3);
    }

    private Task<BenchSample> TailAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new BenchSample("trigger accepted to user code, idle, p99 of 200", "ms", pickups, 30, 15) { Judged = 0.99 });

    /// <summary>What the tasks themselves wrote down is the witness, not the database.</summary>
    public async Task<BenchSample> ExactlyOnceAsync(CancellationToken cancellationToken)
    {
        const int width = 1_000;
        Directory.CreateDirectory(home.Notes);
        await AddDagAsync("notes", BenchDags.Notes("notes", width, home.Notes), cancellationToken);
        var wrong = new List<double>();
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            var runId = NextRunId();
            await home.WaitForRunAsync(await home.TriggerAsync("notes", runId, cancellationToken), cancellationToken);
            var notes = Directory.EnumerateFiles(home.Notes, $"{runId} *").Select(file => Path.GetFileName(file).Split(' ')[1]).ToList();
            var distinct = notes.Distinct(StringComparer.Ordinal).Count();
            wrong.Add(width - distinct + (notes.Count - distinct));
        }

        return new BenchSample("1,000 tasks that note it when they run: lost or doubled", "tasks", wrong, 0, 0) { Judged = 1 };
    }

    private async Task<BenchSample> LayersAsync(CancellationToken cancellationToken)
    {
        var small = await MeasureAsync("small", "ms", "layers_small", BenchDags.Layers("layers_small", 5, 100), 0, 0, cancellationToken);
        var large = await MeasureAsync("large", "ms", "layers_large", BenchDags.Layers("layers_large", 50, 100), 0, 0, cancellationToken);
        return new BenchSample("5,000 tasks in 50 layers, cost per task against 500 in 5", "x", [large.Median / 5_000 / (small.Median / 500)], 1.5, 1.1);
    }

    private async Task<BenchSample> ManyDagsAsync(CancellationToken cancellationToken)
    {
        for (var index = 0; index < 100; index++)
        {
            home.WriteDag($"many{index}.cs", BenchDags.Chain($"many{index}", 10, false));
        }

        await WaitForDagAsync([.. Enumerable.Range(0, 100).Select(index => $"many{index}")], cancellationToken);
        var one = await RunTogetherAsync(10, cancellationToken);
        var all = await RunTogetherAsync(100, cancellationToken);
        return new BenchSample("100 DAGs of 10 chained tasks, cost per task against 10 DAGs", "x", [all / 1_000 / (one / 100)], 1.5, 1.1);
    }

    private async Task<double> RunTogetherAsync(int dags, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            var runId = NextRunId();
            var runs = new List<DagRun>();
            var begin = clock.GetUtcNow();
            for (var index = 0; index < dags; index++)
            {
                runs.Add(await home.TriggerAsync($"many{index}", runId, cancellationToken));
            }

            var last = begin;
            foreach (var run in runs)
            {
                var ended = await home.WaitForRunAsync(run, cancellationToken);
                last = ended.EndDate > last ? ended.EndDate.Value : last;
            }

            times.Add((last - begin).TotalMilliseconds);
        }

        return times.Order().ElementAt(times.Count / 2);
    }

    public async Task<BenchSample> MeasureAsync(
        string name, string unit, string dagId, string source, double must, double aim, CancellationToken cancellationToken)
    {
        await AddDagAsync(dagId, source, cancellationToken);
        var values = new List<double>();
        for (var index = 0; index < repetitions + warmUps; index++)
        {
            values.Add(await RunAsync(dagId, cancellationToken));
        }

        // the first run loads the code into the runtimes, and every process compiles what it runs
        return new BenchSample(name, unit, [.. values.Skip(warmUps)], must, aim);
    }

    /// <summary>Milliseconds from the trigger of a DAG that was measured before to the end of its run.</summary>
    public async Task<double> RunAsync(string dagId, CancellationToken cancellationToken)
    {
        var begin = clock.GetUtcNow();
        var run = await home.TriggerAsync(dagId, NextRunId(), cancellationToken);
        var ended = await home.WaitForRunAsync(run, cancellationToken);
        return (ended.EndDate!.Value - begin).TotalMilliseconds;
    }

    private async Task AddDagAsync(string dagId, string source, CancellationToken cancellationToken)
    {
        home.WriteDag($"{dagId}.cs", source);
        await WaitForDagAsync([dagId], cancellationToken);
    }

    private async Task WaitForDagAsync(IReadOnlyCollection<string> dagIds, CancellationToken cancellationToken)
    {
        while (!dagIds.All((await home.Stores.Dags.ListAsync(false, cancellationToken)).Select(dag => dag.DagId).ToHashSet(StringComparer.Ordinal).Contains))
        {
            await home.ThrowIfBrokenAsync(cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(10), clock, cancellationToken);
        }
    }

    private string NextRunId() => $"bench_{++sequence}";
}
