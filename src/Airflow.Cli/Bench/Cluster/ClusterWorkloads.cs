using System.Globalization;
using System.Runtime.CompilerServices;
using Airflow.Engine;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Bench.Cluster;

/// <summary>What is measured of a cluster on one machine.</summary>
internal sealed class ClusterWorkloads(BenchServices services, TimeProvider clock, int repetitions)
{
    /// <summary>Runs that are not counted: five processes compile their code, where one does on a single machine.</summary>
    private const int WarmUps = 5;

    private const int Parallelism = 64;

    /// <summary>As many as the default pool has: the more wait in line, the more share a way to the disk.</summary>
    private const int PoolSlots = 128;
    private const string FanId = "fan";
    private const int ManyDags = 5_000;
    private const int WarmUpDags = 500;
    private const int DueDags = 10_000;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);
    private int sequence;

    /// <summary>Single runs, on Redis; then the widest of them on Redis and on RabbitMQ by turns, for the ratio.</summary>
    public async IAsyncEnumerable<BenchSample> RunsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var cluster = await StartAsync(services.RedisUrl!, 1, Parallelism, cancellationToken);
        await Task.Delay(Settle, clock, cancellationToken);
        var memory = ProcessFigures.Tree(cluster.ProcessIds).Sum(ProcessFigures.ProportionalKilobytes) / 1024;
        var redis = new BenchWorkloads(cluster, clock, repetitions, WarmUps);
        yield return await ChainAsync(redis, cancellationToken);
        yield return await FanAsync(redis, "cluster: 1,000 independent no-op tasks", cancellationToken);
        yield return (await redis.PickupAsync(cancellationToken)) with { Workload = "cluster: trigger accepted to user code, idle, p50 of 200", Must = 12, Aim = 5 };
        yield return (await redis.ExactlyOnceAsync(cancellationToken)) with { Workload = "cluster: 1,000 tasks that note it: lost or doubled" };
        yield return new BenchSample("cluster: idle memory of all roles (PSS)", "MB", [memory], 500, 300);
        yield return await SavedAsync(cluster, cancellationToken);

        await services.StartRabbitMqAsync(cancellationToken);
        await using var other = await StartAsync(services.RabbitMqUrl!, 1, Parallelism, cancellationToken);
        await Task.Delay(Settle, clock, cancellationToken);
        var rabbit = new BenchWorkloads(other, clock, repetitions, WarmUps);

        // not counted: the processes are then as warm as those are that did the same over Redis
        await ChainAsync(rabbit, cancellationToken);
        await FanAsync(rabbit, "", cancellationToken);
        foreach (var sample in await CompareAsync(redis, rabbit, cancellationToken))
        {
            yield return sample;
        }
    }

    /// <summary>Very many DAGs that are triggered together, with one, two and three schedulers, then the same backwards: what else the machine does then meets all alike.</summary>
    public async IAsyncEnumerable<BenchSample> ManyAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rates = new SortedDictionary<int, List<double>>();
        foreach (var schedulers in (int[])[1, 2, 3, 3, 2, 1])
        {
            await using var cluster = await StartAsync(services.RedisUrl!, schedulers, PoolSlots, cancellationToken);
            cluster.WriteDag("many.cs", BenchDags.Chains("many_", ManyDags, 10));
            await cluster.WaitForDagsAsync(ManyDags, cancellationToken);
            (rates.TryGetValue(schedulers, out var known) ? known : rates[schedulers] = []).Add(await TasksPerMinuteAsync(cluster, schedulers, cancellationToken));
        }

        foreach (var (schedulers, rate) in rates)
        {
            yield return new BenchSample($"cluster: {ManyDags:N0} DAGs of 10 chained tasks, {schedulers} scheduler(s)", "t/min", rate, 30_000, 60_000, HigherIsBetter: true);
            if (schedulers > 1)
            {
                yield return new BenchSample($"cluster: one scheduler against {schedulers}", "x", [rates[1].Average() / rate.Average()], 1.1, 1);
            }
        }
    }

    /// <summary>DAGs that are all due in the same second.</summary>
    public async IAsyncEnumerable<BenchSample> CronAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var cluster = await StartAsync(services.RedisUrl!, 1, Parallelism, cancellationToken);
        var now = clock.GetUtcNow();

        // time enough to parse and store them, whatever the machine
        var due = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0, TimeSpan.Zero) + TimeSpan.FromMinutes(3);
        cluster.WriteDag("due.cs", BenchDags.Due("due_", DueDags, due));
        await cluster.WaitForDagsAsync(DueDags, cancellationToken);
        if (clock.GetUtcNow() >= due)
        {
            throw new AirflowException("bench_wrong", $"The {DueDags} DAGs were not stored before they were due; the measurement does not count.");
        }

        await cluster.WaitForNoRunAsync(DueDags, cancellationToken);
        var runs = await cluster.Stores.Runs.ListAsync(new RunFilter { RunType = RunType.Scheduled }, cancellationToken);
        var wrong = DueDags - runs.Select(run => run.DagId).Distinct(StringComparer.Ordinal).Count() + (runs.Count - runs.DistinctBy(run => run.DagId).Count());
        yield return new BenchSample("cluster: 10,000 DAGs due in one second: until the last started", "s", [runs.Max(run => (run.StartDate!.Value - due).TotalSeconds)], 15, 8);
        yield return new BenchSample("cluster: 10,000 DAGs due in one second: until the last ended", "s", [runs.Max(run => (run.EndDate!.Value - due).TotalSeconds)], 60, 20);
        yield return new BenchSample("cluster: of them missed or doubled", "runs", [wrong], 0, 0);
    }

    private async Task<BenchCluster> StartAsync(string brokerUrl, int schedulers, int parallelism, CancellationToken cancellationToken)
    {
        var cluster = await BenchCluster.CreateAsync(clock, services, brokerUrl, schedulers, parallelism, cancellationToken);
        await cluster.StartAsync(cancellationToken);
        return cluster;
    }

    /// <summary>From a new file in the folder of the dag-processor to the end of its first run, on a worker that has another home and no such folder.</summary>
    private async Task<BenchSample> SavedAsync(BenchCluster cluster, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var index = 0; index < repetitions; index++)
        {
            var dagId = $"saved_{index}";
            var saved = clock.GetUtcNow();
            cluster.WriteDag($"{dagId}.cs", BenchDags.Once(dagId));
            var run = await cluster.WaitForFirstRunAsync(dagId, cancellationToken);
            times.Add((run.EndDate!.Value - saved).TotalMilliseconds);
        }

        return new BenchSample("cluster: new DAG file saved to the end of its run", "ms", times, 2_000, 1_000);
    }

    private static Task<BenchSample> ChainAsync(BenchWorkloads workloads, CancellationToken cancellationToken) =>
        workloads.MeasureAsync("cluster: chain of 40 no-op C# tasks", "ms", "chain", BenchDags.Chain("chain", 40, false), 500, 200, cancellationToken);

    private static async Task<BenchSample> FanAsync(BenchWorkloads workloads, string name, CancellationToken cancellationToken)
    {
        var times = await workloads.MeasureAsync(name, "ms", FanId, BenchDags.Fan(FanId, 1_000), 0, 0, cancellationToken);
        return Rates(name, times.Values, 600, 2_000);
    }

    /// <summary>
    /// By turns, each pair of runs in the other order: what else the machine does then meets both alike. Two clusters share it here, so only
    /// their ratio is held against a limit.
    /// </summary>
    private async Task<IReadOnlyList<BenchSample>> CompareAsync(BenchWorkloads redis, BenchWorkloads rabbit, CancellationToken cancellationToken)
    {
        var pairs = new List<(double Redis, double Rabbit)>();
        for (var index = 0; index < repetitions; index++)
        {
            if (index % 2 == 0)
            {
                var first = await redis.RunAsync(FanId, cancellationToken);
                pairs.Add((first, await rabbit.RunAsync(FanId, cancellationToken)));
            }
            else
            {
                var first = await rabbit.RunAsync(FanId, cancellationToken);
                pairs.Add((await redis.RunAsync(FanId, cancellationToken), first));
            }
        }

        return
        [
            Rates("cluster: the same over Redis, by turns with RabbitMQ", pairs.Select(pair => pair.Redis), 0, 0),
            Rates("cluster: the same over RabbitMQ", pairs.Select(pair => pair.Rabbit), 0, 0),
            new BenchSample("cluster: Redis against RabbitMQ", "x", [.. pairs.Select(pair => pair.Rabbit / pair.Redis)], 1.3, 1.1),
        ];
    }

    private static BenchSample Rates(string name, IEnumerable<double> milliseconds, double must, double aim) =>
        new(name, "tasks/s", [.. milliseconds.Select(ms => 1_000_000 / ms)], must, aim, HigherIsBetter: true);

    private async Task<double> TasksPerMinuteAsync(BenchCluster cluster, int schedulers, CancellationToken cancellationToken)
    {
        // not counted: each of the processes compiles its code in it
        var warmUp = WarmUpDags * schedulers;
        await RunTogetherAsync(cluster, warmUp, warmUp, cancellationToken);
        var begin = clock.GetUtcNow();
        var end = await RunTogetherAsync(cluster, ManyDags, warmUp + ManyDags, cancellationToken);
        return ManyDags * 10 / (end - begin).TotalMinutes;
    }

    /// <summary>Triggers so many of the DAGs once, and waits until so many runs have ended in all; returns when the last of them did.</summary>
    private async Task<DateTimeOffset> RunTogetherAsync(BenchCluster cluster, int dags, int ended, CancellationToken cancellationToken)
    {
        var runId = string.Create(CultureInfo.InvariantCulture, $"bench_{++sequence}");
        await Parallel.ForEachAsync(
            Enumerable.Range(0, dags),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (index, token) => await cluster.TriggerAsync($"many_{index}", runId, token));
        await cluster.WaitForNoRunAsync(ended, cancellationToken);
        var runs = await cluster.Stores.Runs.ListAsync(new RunFilter { RunId = runId }, cancellationToken);
        var odd = runs.FirstOrDefault(run => run.State != RunState.Success);
        return odd is null && runs.Count == dags
            ? runs.Max(run => run.EndDate!.Value)
            : throw new AirflowException("bench_wrong", $"{runs.Count} runs, and {odd?.DagId} ended as {odd?.State.Name()}; the measurement does not count.");
    }
}
