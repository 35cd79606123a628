using System.Text.Json.Nodes;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine.Runs;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags state: the state of a run and, when it has one, its conf.</summary>
internal sealed class DagStateCommand : IRemoteCommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _run = DagArgument.Run();

    public IReadOnlyList<Argument> Arguments => [_dagId, _run, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var dag = await DagLookup.RequireAsync(context, stores, context.Get(_dagId));
        var run = await DagLookup.FindRunAsync(context, stores, dag.DagId, context.Get(_run));
        var conf = run is null or { Conf: "{}" } ? "" : $", {RunConf.Write(run.Conf)}";
        context.Out.Write($"{run?.State.Name() ?? "None"}{conf}\n");
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var run = await RemoteLookup.FindRunAsync(context, server, (await server.Dag.GetDagAsync(context.Get(_dagId), context.CancellationToken)).DagId, context.Get(_run));
        var conf = run?.Conf is not JsonObject { Count: > 0 } given ? "" : $", {RunConf.Write(given.ToJsonString())}";
        context.Out.Write($"{run?.State ?? "None"}{conf}\n");
        return 0;
    }
}
