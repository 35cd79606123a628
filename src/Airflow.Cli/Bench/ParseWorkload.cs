namespace Airflow.Cli.Bench;

/// <summary>300 files of 10 tasks from a cold cache, then one changed file among them, the compiler warm and gone.</summary>
internal sealed class ParseWorkload(TimeProvider clock)
{
    private const int Files = 300;

    /// <summary>Short, so that long quiet need not last long: what counts is that the compiler is gone.</summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<BenchSample>> RunAsync(CancellationToken cancellationToken)
    {
        await using var home = new BenchHome(clock, ("AIRFLOW__DAG_PROCESSOR__COMPILER_IDLE_TIME", "2"));
        for (var index = 0; index < Files; index++)
        {
            home.WriteDag($"file{index:d3}.cs", BenchDags.Chain($"file{index:d3}", 10, false));
        }

        await home.Stores.Database.MigrateAsync(cancellationToken);
        var begin = clock.GetTimestamp();
        await home.StartAsync(cancellationToken);
        await home.WaitForDagsAsync(Files, cancellationToken);
        var all = clock.GetElapsedTime(begin).TotalMilliseconds;

        var warm = new List<double>();
        for (var index = 0; index < 10; index++)
        {
            warm.Add(await ChangeAsync(home, $"file{index:d3}", cancellationToken));
        }

        var cold = new List<double>();
        for (var index = 10; index < 13; index++)
        {
            await Task.Delay(IdleTime * 2, clock, cancellationToken);
            cold.Add(await ChangeAsync(home, $"file{index:d3}", cancellationToken));
        }

        return
        [
            new BenchSample("300 DAG files x 10 tasks, cold cache, start to all listed", "ms", [all], 6_000, 3_000),
            new BenchSample("one changed file among 300 to new version, compiler warm", "ms", warm, 1_000, 300),
            new BenchSample("one changed file among 300, compiler gone after long quiet", "ms", cold, 3_000, 2_000),
        ];
    }

    /// <summary>Milliseconds from saving a file to its new version.</summary>
    private async Task<double> ChangeAsync(BenchHome home, string dagId, CancellationToken cancellationToken)
    {
        var version = (await home.Stores.Dags.FindAsync(dagId, cancellationToken))!.LatestVersionNumber;
        var begin = clock.GetTimestamp();
        home.WriteDag($"{dagId}.cs", BenchDags.Chain(dagId, 11, false));
        while ((await home.Stores.Dags.FindAsync(dagId, cancellationToken))!.LatestVersionNumber == version)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), clock, cancellationToken);
        }

        return clock.GetElapsedTime(begin).TotalMilliseconds;
    }
}
