using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine.Dags;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags list-import-errors; exit code 1 when there are any.</summary>
internal sealed class ListImportErrorsCommand : IRemoteCommand
{
    private readonly DagSourceOptions _source = new();
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_source.Bundles, _source.Local, _output, _source.Subdir, OutputFormat.Verbose()];

    public IReadOnlyList<Argument> LocalOnly => [_source.Local, _source.Subdir];

    public Task<int> RunAsync(CommandContext context) => _source.RunAsync(context, found =>
    {
        var bundles = context.Get(_source.Bundles);
        Row[] rows = [.. found.Errors.Where(error => bundles.Length == 0 || bundles.Contains(error.BundleName)).Select(error => Make(error, found.IsLocal))];
        context.Print(_output, rows);
        return Task.FromResult(rows.Length == 0 ? 0 : 1);
    });

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var errors = await RemoteLookup.ListAsync(async (offset, limit) =>
        {
            var page = await server.ImportError.GetImportErrorsAsync(new GetImportErrorsQuery { Offset = offset, Limit = limit }, context.CancellationToken);
            return (page.ImportErrors, (long?)page.TotalEntries);
        });
        var bundles = context.Get(_source.Bundles);
        Row[] rows = [.. errors.Where(error => bundles.Length == 0 || bundles.Contains(error.BundleName)).Select(static error => new Row
        {
            { "bundle_name", error.BundleName },
            { "filepath", error.Filename },
            { "error", error.StackTrace },
        })];
        context.Print(_output, rows);
        return rows.Length == 0 ? 0 : 1;
    }

    private static Row Make(ImportError error, bool isLocal) => isLocal
        ? new Row { { "filepath", error.FileName }, { "error", error.StackTrace } }
        : new Row { { "bundle_name", error.BundleName }, { "filepath", error.FileName }, { "error", error.StackTrace } };
}
