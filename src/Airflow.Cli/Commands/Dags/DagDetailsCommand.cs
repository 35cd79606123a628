using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Dags;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags details.</summary>
internal sealed class DagDetailsCommand : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_dagId, _output, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var dag = await DagLookup.RequireAsync(context, stores, context.Get(_dagId));
        var fileToken = FileToken.Make(context.Configuration.GetString("api", "secret_key"), dag.BundleName, dag.RelativeFileLocation);
        var row = DagRow.Make(dag, await DagLookup.FindDocumentAsync(context, stores, dag), fileToken);

        // for people one property a line, for programs one record
        context.Print(_output, context.Get(_output) is OutputFormat.Table or OutputFormat.Plain
            ? [.. row.Select(static property => new Row { { "property_name", property.Key }, { "property_value", property.Value } })]
            : [row]);
        return 0;
    }
}
