using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags delete.</summary>
internal sealed class DeleteDagCommand : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<bool> _yes = Confirmation.Yes();

    public IReadOnlyList<Argument> Arguments => [_dagId, OutputFormat.Verbose(), _yes];

    public async Task<int> RunAsync(CommandContext context)
    {
        if (!context.Get(_yes) && !await Confirmation.AskAsync(context, "This will drop all existing records related to the specified DAG. Proceed? (y/n)"))
        {
            context.Out.Write("Cancelled\n");
            return 0;
        }

        var stores = await context.OpenStoresAsync();
        var dagId = context.Get(_dagId);
        if (await stores.Dags.FindAsync(dagId, context.CancellationToken) is null)
        {
            throw new AirflowException("dag_not_found", $"Dag id {dagId} not found");
        }

        var count = await stores.Dags.DeleteAsync(dagId, context.CancellationToken);
        context.Wake("dags");
        context.Out.Write($"Removed {count} record(s)\n");
        return 0;
    }
}
