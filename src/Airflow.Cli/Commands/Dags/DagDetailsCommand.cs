using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine.Dags;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags details.</summary>
internal sealed class DagDetailsCommand : IRemoteCommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_dagId, _output, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var dag = await DagLookup.RequireAsync(context, stores, context.Get(_dagId));
        var fileToken = FileToken.Make(context.Configuration.GetString("api", "secret_key"), dag.BundleName, dag.RelativeFileLocation);
        Print(context, DagRow.Make(dag, await DagLookup.FindDocumentAsync(context, stores, dag), fileToken));
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        Print(context, DagRow.Make(await server.Dag.GetDagAsync(context.Get(_dagId), context.CancellationToken)));
        return 0;
    }

    private void Print(CommandContext context, Row row) =>
        // for people one property a line, for programs one record
        context.Print(_output, context.Get(_output) is OutputFormat.Table or OutputFormat.Plain
            ? [.. row.Select(static property => new Row { { "property_name", property.Key }, { "property_value", property.Value } })]
            : [row]);
}
