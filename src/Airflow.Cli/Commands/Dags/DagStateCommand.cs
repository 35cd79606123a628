using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Runs;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags state: the state of a run and, when it has one, its conf.</summary>
internal sealed class DagStateCommand : ICommand
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
}
