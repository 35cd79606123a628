namespace Airflow.Cli.Bench;

/// <summary>Start-up, idle memory and processor time, and the time of short commands.</summary>
internal sealed class ProcessWorkload(TimeProvider clock, int repetitions)
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyList<BenchSample>> RunAsync(CancellationToken cancellationToken)
    {
        var samples = new List<BenchSample>();
        var starts = new List<double>();
        for (var index = 0; index < repetitions; index++)
        {
            await using var fresh = new BenchHome(clock);
            starts.Add(await fresh.StartAsync(cancellationToken));
        }

        samples.Add(new BenchSample("standalone from start to healthy, new home", "ms", starts, 2_500, 1_000));
        await using var home = new BenchHome(clock);
        await home.StartAsync(cancellationToken);
        home.WriteDag("idle.cs", BenchDags.Chain("idle", 3, false));
        await home.WaitForDagsAsync(1, cancellationToken);
        await home.WaitForRunAsync(await home.TriggerAsync("idle", "r1", cancellationToken), cancellationToken);
        samples.Add(await TimeCommandAsync(home, "airflow version", ["version"], 150, 80, cancellationToken));
        samples.Add(await TimeCommandAsync(home, "airflow dags list", ["dags", "list"], 300, 150, cancellationToken));
        await Task.Delay(Settle, clock, cancellationToken);
        var before = ProcessFigures.Tree(home.ProcessIds).Sum(ProcessFigures.CpuMilliseconds);
        await Task.Delay(Watch, clock, cancellationToken);
        var tree = ProcessFigures.Tree(home.ProcessIds);
        samples.Add(new BenchSample("idle: processor time of all processes", "%", [(tree.Sum(ProcessFigures.CpuMilliseconds) - before) / Watch.TotalMilliseconds * 100], 1, 1));
        samples.Add(new BenchSample("idle: memory of all processes (PSS)", "MB", [tree.Sum(ProcessFigures.ProportionalKilobytes) / 1024.0], 300, 200));
        return samples;
    }

    private static async Task<BenchSample> TimeCommandAsync(
        BenchHome home, string name, string[] words, double must, double aim, CancellationToken cancellationToken)
    {
        var values = new List<double>();
        for (var index = 0; index < 11; index++)
        {
            values.Add(await home.RunCommandAsync(words, cancellationToken));
        }

        return new BenchSample(name, "ms", [.. values.Skip(1)], must, aim);
    }
}
