using Airflow.Cli.Bench;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Bench;

/// <summary>airflow bench: measures this installation on a private home, and checks that every task ran exactly once.</summary>
internal sealed class BenchCommand : ICommand
{
    private readonly Argument<string?> _workload = Option.Choice("-w/--workload", "Only this group of workloads.", ["runs", "mapping", "parse", "process"]);
    private readonly Argument<int> _repetitions = Option.PositiveInt("-n/--repetitions", "How often each workload is measured.", 5);
    private readonly Argument<string?> _json = Option.Text("-j/--json", "A file for the results as JSON.");

    public IReadOnlyList<Argument> Arguments => [_json, _repetitions, _workload];

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
        var wanted = context.Get(_workload);
        var repetitions = context.Get(_repetitions);
        if (wanted is null or "runs")
        {
            await using var home = new BenchHome(context.Clock);
            await home.StartAsync(context.CancellationToken);
            var workloads = new BenchWorkloads(home, context.Clock, repetitions);
            foreach (var workload in workloads.All)
            {
                yield return await workload(context.CancellationToken);
            }
        }

        if (wanted is null or "mapping")
        {
            foreach (var sample in await new MappingWorkload(context.Clock, repetitions).RunAsync(context.CancellationToken))
            {
                yield return sample;
            }
        }

        if (wanted is null or "parse")
        {
            foreach (var sample in await new ParseWorkload(context.Clock).RunAsync(context.CancellationToken))
            {
                yield return sample;
            }
        }

        if (wanted is null or "process")
        {
            foreach (var sample in await new ProcessWorkload(context.Clock, repetitions).RunAsync(context.CancellationToken))
            {
                yield return sample;
            }
        }
    }
}
