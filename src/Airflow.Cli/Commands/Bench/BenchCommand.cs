using System.Runtime.CompilerServices;
using Airflow.Cli.Bench;
using Airflow.Cli.Bench.Cluster;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Bench;

/// <summary>airflow bench: measures this installation on a private home, and checks that every task ran exactly once.</summary>
internal sealed class BenchCommand : ICommand
{
    private readonly Argument<string?> _workload = Option.Choice("-w/--workload", "Only this group of workloads.", ["runs", "mapping", "starvation", "parse", "process", "engine", "many", "cron"]);
    private readonly Argument<int> _repetitions = Option.PositiveInt("-n/--repetitions", "How often each workload is measured.", 5);
    private readonly Argument<string?> _json = Option.Text("-j/--json", "A file for the results as JSON.");

    private readonly Argument<bool> _cluster = Option.Flag("--cluster", "Measure roles of their own with CeleryExecutor on PostgreSQL, Redis and RabbitMQ, which it starts itself: the groups runs, many and cron.");

    public IReadOnlyList<Argument> Arguments => [_cluster, _json, _repetitions, _workload];

    public async Task<int> RunAsync(CommandContext context)
    {
        var samples = new List<BenchSample>();
        BenchReport.WriteHeader(context.Out);
        await context.Out.FlushAsync(context.CancellationToken);
        await foreach (var sample in MeasureAsync(context))
        {
            samples.Add(sample);
            BenchReport.WriteRow(context.Out, sample);
            await context.Out.FlushAsync(context.CancellationToken);
        }

        if (context.Get(_json) is { } file)
        {
            await File.WriteAllTextAsync(context.PathOf(file), BenchReport.ToJson(samples), context.CancellationToken);
        }

        return samples.TrueForAll(sample => sample.IsMet) ? 0 : 1;
    }

    private async IAsyncEnumerable<BenchSample> MeasureAsync(CommandContext context)
    {
        var (clock, repetitions) = (context.Clock, context.Get(_repetitions));
        (string Name, Func<CancellationToken, IAsyncEnumerable<BenchSample>> Measure)[] groups =
        [
            ("runs", cancellationToken => RunsAsync(clock, repetitions, cancellationToken)),
            ("mapping", cancellationToken => AllAsync(new MappingWorkload(clock, repetitions).RunAsync(cancellationToken))),
            ("starvation", cancellationToken => AllAsync(new StarvationWorkload(clock, repetitions).RunAsync(cancellationToken))),
            ("parse", cancellationToken => AllAsync(new ParseWorkload(clock).RunAsync(cancellationToken))),
            ("engine", cancellationToken => AllAsync(Task.Run(() => new EngineWorkload(clock, repetitions).Run(cancellationToken), cancellationToken))),
            ("process", cancellationToken => AllAsync(new ProcessWorkload(clock, repetitions).RunAsync(cancellationToken))),
        ];
        await using var services = new BenchServices(clock);
        if (context.Get(_cluster))
        {
            await services.StartPostgresAsync(context.CancellationToken);
            await services.StartRedisAsync(context.CancellationToken);
            var cluster = new ClusterWorkloads(services, clock, repetitions);
            groups = [("runs", cluster.RunsAsync), ("many", cluster.ManyAsync), ("cron", cluster.CronAsync)];
        }

        var wanted = context.Get(_workload);
        foreach (var (_, measure) in groups.Where(group => wanted is null || group.Name == wanted))
        {
            await foreach (var sample in measure(context.CancellationToken))
            {
                yield return sample;
            }
        }
    }

    private static async IAsyncEnumerable<BenchSample> RunsAsync(
        TimeProvider clock, int repetitions, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var home = new BenchHome(clock);
        await home.StartAsync(cancellationToken);
        foreach (var workload in new BenchWorkloads(home, clock, repetitions).All)
        {
            yield return await workload(cancellationToken);
        }
    }

    private static async IAsyncEnumerable<BenchSample> AllAsync(Task<IReadOnlyList<BenchSample>> samples)
    {
        foreach (var sample in await samples)
        {
            yield return sample;
        }
    }
}
