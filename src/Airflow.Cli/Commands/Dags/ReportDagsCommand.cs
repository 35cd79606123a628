using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Dags;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags report: the files, slowest first, as they were parsed last.</summary>
internal sealed class ReportDagsCommand : ICommand
{
    private readonly DagSourceOptions _source = new();
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_source.Bundles, _output, _source.Subdir, OutputFormat.Verbose()];

    public Task<int> RunAsync(CommandContext context) => _source.RunAsync(context, async found =>
    {
        var bundles = context.Get(_source.Bundles);
        var rows = new List<(double Seconds, Row Row)>();
        foreach (var file in found.Dags.GroupBy(static dag => (dag.BundleName, dag.RelativeFileLocation)))
        {
            var seconds = file.Max(static dag => dag.LastParseDuration) ?? 0;
            rows.Add((seconds, Make(file.Key.RelativeFileLocation, seconds, await CountTasksAsync(context, found.Stores, file), [.. file.Select(static dag => dag.DagId)])));
        }

        var good = found.Dags.Select(static dag => (dag.BundleName, dag.RelativeFileLocation)).ToHashSet();
        rows.AddRange(found.Errors
            .Where(error => (bundles.Length == 0 || bundles.Contains(error.BundleName)) && !good.Contains((error.BundleName, error.FileName)))
            .Select(static error => (0d, Make(error.FileName, 0, 0, []))));
        context.Print(_output, [.. rows.OrderByDescending(static entry => entry.Seconds).Select(static entry => entry.Row)]);
        return 0;
    });

    private static async Task<int> CountTasksAsync(CommandContext context, AirflowStores stores, IEnumerable<DagRecord> dags)
    {
        var count = 0;
        foreach (var dag in dags)
        {
            count += (await DagLookup.FindDocumentAsync(context, stores, dag))?.Tasks.Length ?? 0;
        }

        return count;
    }

    private static Row Make(string file, double seconds, int taskCount, List<string> dagIds) => new()
    {
        { "file", file },
        { "duration", $"{TimeSpan.FromSeconds(seconds):h\\:mm\\:ss\\.ffffff}" },
        { "dag_num", dagIds.Count },
        { "task_num", taskCount },
        { "dags", dagIds },
    };
}
