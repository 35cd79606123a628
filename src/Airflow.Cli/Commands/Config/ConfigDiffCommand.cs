using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Configuration;
using Airflow.Engine.Coordination;

namespace Airflow.Cli.Commands.Config;

/// <summary>airflow config diff: what is set otherwise on the host of a worker than here.</summary>
internal sealed class ConfigDiffCommand : ICommand
{
    private readonly Argument<string> _host = Positional.Text("host", "The host, or the name of a worker such as celery@worker-a.");
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_host, _output, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var all = await stores.Workers.ListAsync(null, null, context.CancellationToken);
        var typed = context.Get(_host);
        var worker = all.FirstOrDefault(one => one.Hostname == typed || one.Name == typed)
            ?? throw new AirflowException("worker_not_found", $"No worker on '{typed}' ever told of itself; those that did: {Known(all)}.");
        var own = SharedSettings.Of(context.Configuration);
        Row[] rows =
        [
            .. Difference("version", VersionCommand.Version, worker.Version),
            .. own.Keys.Union(worker.Settings.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .SelectMany(option => Difference(option, own.GetValueOrDefault(option), worker.Settings.GetValueOrDefault(option))),
        ];
        context.Print(_output, rows);
        return 0;
    }

    private static IEnumerable<Row> Difference(string option, string? here, string? there) =>
        here == there ? [] : [new Row { { "option", option }, { "here", here }, { "there", there } }];

    private static string Known(IReadOnlyList<WorkerRecord> all) =>
        all.Count == 0 ? "none" : string.Join(", ", all.Select(worker => worker.Hostname).Distinct(StringComparer.Ordinal));
}
