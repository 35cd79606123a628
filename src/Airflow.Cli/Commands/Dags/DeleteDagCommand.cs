using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags delete.</summary>
internal sealed class DeleteDagCommand : IRemoteCommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<bool> _yes = Confirmation.Yes();

    public IReadOnlyList<Argument> Arguments => [_dagId, OutputFormat.Verbose(), _yes];

    public async Task<int> RunAsync(CommandContext context)
    {
        if (!await IsConfirmedAsync(context))
        {
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

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        if (!await IsConfirmedAsync(context))
        {
            return 0;
        }

        // the answer of a server has no count
        await server.Dag.DeleteDagAsync(context.Get(_dagId), context.CancellationToken);
        context.Out.Write($"DAG {context.Get(_dagId)} is removed\n");
        return 0;
    }

    private async Task<bool> IsConfirmedAsync(CommandContext context)
    {
        if (context.Get(_yes) || await Confirmation.AskAsync(context, "This will drop all existing records related to the specified DAG. Proceed? (y/n)"))
        {
            return true;
        }

        context.Out.Write("Cancelled\n");
        return false;
    }
}
