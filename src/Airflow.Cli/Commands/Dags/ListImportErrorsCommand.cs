using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags list-import-errors; exit code 1 when there are any.</summary>
internal sealed class ListImportErrorsCommand : ICommand
{
    private readonly Argument<string[]> _bundles = DagArgument.Bundles();
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_bundles, _output, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var bundles = context.Get(_bundles);
        BundleNames.Require(context.Configuration, bundles);
        var stores = await context.OpenStoresAsync();
        var errors = await stores.Dags.ListImportErrorsAsync(context.CancellationToken);
        Row[] rows =
        [
            .. errors.Where(error => bundles.Length == 0 || bundles.Contains(error.BundleName))
                .Select(static error => new Row { { "bundle_name", error.BundleName }, { "filepath", error.FileName }, { "error", error.StackTrace } }),
        ];
        context.Print(_output, rows);
        return rows.Length == 0 ? 0 : 1;
    }
}
