namespace Airflow.Cli.Bench;

/// <summary>300 files of 10 tasks from a cold cache, then one changed file among them.</summary>
internal sealed class ParseWorkload(TimeProvider clock)
{
    private const int Files = 300;

    public async Task<IReadOnlyList<BenchSample>> RunAsync(CancellationToken cancellationToken)
    {
        await using var home = new BenchHome(clock);
        for (var index = 0; index < Files; index++)
        {
            home.WriteDag($"file{index:d3}.cs", BenchDags.Chain($"file{index:d3}", 10, false));
        }

        await home.Stores.Database.MigrateAsync(cancellationToken);
        var begin = clock.GetTimestamp();
        await home.StartAsync(cancellationToken);
        await home.WaitForDagsAsync(Files, cancellationToken);
        var all = clock.GetElapsedTime(begin).TotalMilliseconds;

        var changed = new List<double>();
        for (var index = 0; index < 10; index++)
        {
            var dagId = $"file{index:d3}";
            var version = (await home.Stores.Dags.FindAsync(dagId, cancellationToken))!.LatestVersionNumber;
            begin = clock.GetTimestamp();
            home.WriteDag($"{dagId}.cs", BenchDags.Chain(dagId, 11, false));
            while ((await home.Stores.Dags.FindAsync(dagId, cancellationToken))!.LatestVersionNumber == version)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), clock, cancellationToken);
            }

            changed.Add(clock.GetElapsedTime(begin).TotalMilliseconds);
        }

        return
        [
            new BenchSample("300 DAG files x 10 tasks, cold, start to all listed", "ms", [all], 6_000, 3_000),
            new BenchSample("one changed file among 300 to new version, compiler warm", "ms", changed, 1_000, 300),
        ];
    }
}
