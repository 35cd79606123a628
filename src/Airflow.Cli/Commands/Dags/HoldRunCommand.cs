using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine.Holding;
using Airflow.Engine.Scheduling;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags hold: what runs of a run goes on, nothing of it starts.</summary>
internal sealed class HoldRunCommand : IRemoteCommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _run = DagArgument.Run();
    private readonly Argument<string?> _reason = Option.Text("-r/--reason", "Why, for those who wonder.");

    public IReadOnlyList<Argument> Arguments => [_dagId, _run, _reason, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var run = await DagLookup.RequireRunAsync(context, stores, context.Get(_dagId), context.Get(_run));
        var holding = new WorkHolding(stores.Scheduling, new DagVersionCache(stores.Dags), context.WakeSignal, context.Clock);
        await holding.HoldRunAsync(run.DagId, run.RunId, context.UserName, context.Get(_reason), context.CancellationToken);
        context.Out.Write($"Run {run.RunId} of DAG {run.DagId} is held.\n");
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var run = await RemoteLookup.RequireRunAsync(context, server, context.Get(_dagId), context.Get(_run));
        await server.DagRun.HoldDagRunAsync(run.DagId, run.DagRunId, new HoldDagRunBody { Reason = context.Get(_reason) }, context.CancellationToken);
        context.Out.Write($"Run {run.DagRunId} of DAG {run.DagId} is held.\n");
        return 0;
    }
}
