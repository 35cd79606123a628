using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine.Holding;
using Airflow.Engine.Scheduling;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags resume: lets a held run go on.</summary>
internal sealed class ResumeRunCommand : IRemoteCommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _run = DagArgument.Run();

    public IReadOnlyList<Argument> Arguments => [_dagId, _run, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var run = await DagLookup.RequireRunAsync(context, stores, context.Get(_dagId), context.Get(_run));
        var holding = new WorkHolding(stores.Scheduling, new DagVersionCache(stores.Dags), context.WakeSignal, context.Clock);
        await holding.ResumeRunAsync(run.DagId, run.RunId, context.CancellationToken);
        context.Out.Write($"Run {run.RunId} of DAG {run.DagId} goes on.\n");
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var run = await RemoteLookup.RequireRunAsync(context, server, context.Get(_dagId), context.Get(_run));
        await server.DagRun.ResumeDagRunAsync(run.DagId, run.DagRunId, context.CancellationToken);
        context.Out.Write($"Run {run.DagRunId} of DAG {run.DagId} goes on.\n");
        return 0;
    }
}
