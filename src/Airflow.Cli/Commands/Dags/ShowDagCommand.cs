using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Views;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags show: the tasks of a DAG and their arrows.</summary>
internal sealed class ShowDagCommand : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly GraphPicture _picture = new();

    public IReadOnlyList<Argument> Arguments => [_dagId, _picture.OnTerminal, _picture.Saved, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        _picture.Check(context);
        var stores = await context.OpenStoresAsync();
        var dag = await stores.Dags.FindAsync(context.Get(_dagId), context.CancellationToken);
        var document = (dag is null ? null : await DagLookup.FindDocumentAsync(context, stores, dag))
            ?? throw new AirflowException("dag_not_found", $"Can not find dag '{context.Get(_dagId)}' in database");
        await _picture.PutAsync(context, DagDot.Of(DagGraph.Build(document)));
        return 0;
    }
}
