using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Dags;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags list-import-errors; exit code 1 when there are any.</summary>
internal sealed class ListImportErrorsCommand : ICommand
{
    private readonly DagSourceOptions _source = new();
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_source.Bundles, _source.Local, _output, _source.Subdir, OutputFormat.Verbose()];

    public Task<int> RunAsync(CommandContext context) => _source.RunAsync(context, found =>
    {
        var bundles = context.Get(_source.Bundles);
        Row[] rows = [.. found.Errors.Where(error => bundles.Length == 0 || bundles.Contains(error.BundleName)).Select(error => Make(error, found.IsLocal))];
        context.Print(_output, rows);
        return Task.FromResult(rows.Length == 0 ? 0 : 1);
    });

    private static Row Make(ImportError error, bool isLocal) => isLocal
        ? new Row { { "filepath", error.FileName }, { "error", error.StackTrace } }
        : new Row { { "bundle_name", error.BundleName }, { "filepath", error.FileName }, { "error", error.StackTrace } };
}
