using Airflow.Cli.Commands.Tasks;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Marking;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags mark: gives a run a state by hand, and with it its task instances.</summary>
internal sealed class MarkRunCommand : ICommand
{
    private readonly Argument<string> _state = Positional.Text("state", "success, failed or queued.");
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _run = DagArgument.Run();
    private readonly Argument<bool> _isDryRun = Option.Flag("-n/--dry-run", "Only show what would change.");
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_state, _dagId, _run, _isDryRun, _output, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var state = context.Get(_state) switch
        {
            "success" => RunState.Success,
            "failed" => RunState.Failed,
            "queued" => RunState.Queued,
            var other => throw new AirflowException("usage", $"'{other}' is no state to mark: choose success, failed or queued."),
        };
        var stores = await context.OpenStoresAsync();
        var run = await DagLookup.RequireRunAsync(context, stores, context.Get(_dagId), context.Get(_run));
        var marking = new StateMarking(stores.Scheduling, new DagVersionCache(stores.Dags), context.WakeSignal, context.Clock);
        var marked = context.Get(_isDryRun)
            ? await marking.SelectRunAsync(run.DagId, run.RunId, state, context.CancellationToken)
            : await marking.MarkRunAsync(run.DagId, run.RunId, state, context.UserName, context.CancellationToken);
        MarkedRows.Print(context, _output, marked);
        return 0;
    }
}
