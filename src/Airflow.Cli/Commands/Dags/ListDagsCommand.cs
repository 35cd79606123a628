using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine;
using Airflow.Engine.Dags;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags list.</summary>
internal sealed class ListDagsCommand : IRemoteCommand
{
    private readonly DagSourceOptions _source = new();
    private readonly Argument<string[]?> _columns = Option.Names("--columns", "Names of the columns to print, with commas between them.");
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_source.Bundles, _columns, _source.Local, _output, _source.Subdir, OutputFormat.Verbose()];

    public IReadOnlyList<Argument> LocalOnly => [_source.Bundles, _source.Local, _source.Subdir];

    public Task<int> RunAsync(CommandContext context) => _source.RunAsync(context, async found =>
    {
        var columns = ChooseColumns(context);
        var secretKey = columns.Contains(DagRow.FileTokenColumn) ? context.Configuration.GetString("api", "secret_key") : null;
        var rows = new List<Row>(found.Dags.Count);
        foreach (var dag in found.Dags)
        {
            var document = DagRow.NeedsDocument(columns) ? await DagLookup.FindDocumentAsync(context, found.Stores, dag) : null;
            var fileToken = secretKey is null ? null : FileToken.Make(secretKey, dag.BundleName, dag.RelativeFileLocation);
            rows.Add(Pick(DagRow.Make(dag, document, fileToken), columns));
        }

        context.Print(_output, rows);
        WarnOfErrors(context, found.Errors.Count);

        return 0;
    });

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var columns = ChooseColumns(context);
        var dags = await RemoteLookup.ListDagsAsync(context, server);
        context.Print(_output, [.. dags.Select(dag => Pick(DagRow.Make(dag), columns))]);
        var errors = await server.ImportError.GetImportErrorsAsync(new GetImportErrorsQuery { Limit = 1 }, context.CancellationToken);
        WarnOfErrors(context, errors.TotalEntries);

        return 0;
    }

    private static void WarnOfErrors(CommandContext context, long count)
    {
        if (count > 0)
        {
            context.WriteError("Error: Failed to load all files. For details, run `airflow dags list-import-errors`");
        }
    }

    private IReadOnlyList<string> ChooseColumns(CommandContext context)
    {
        if (context.Get(_columns) is not { } chosen)
        {
            return DagRow.DefaultColumns;
        }

        var unknown = chosen.Where(static column => !DagRow.Columns.Contains(column)).ToList();
        if (unknown.Count > 0)
        {
            context.WriteError($"Error: Ignoring the following invalid columns: {PythonText.Repr(unknown)}.  List of valid columns:\n{PythonText.Repr(DagRow.Columns)}");
        }

        return unknown.Count < chosen.Length
            ? [.. chosen.Where(DagRow.Columns.Contains)]
            : throw new AirflowException("column_not_found", "No column is left to print.");
    }

    private static Row Pick(Row row, IReadOnlyList<string> columns)
    {
        var picked = new Row();
        foreach (var column in columns)
        {
            picked.Add(column, row[column]);
        }

        return picked;
    }
}
