using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Marking;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks mark: gives task instances a state by hand.</summary>
internal sealed class MarkTaskCommand : ICommand
{
    private readonly Argument<string> _state = Positional.Text("state", "success, failed or skipped.");
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _taskId = Positional.Text("task_id", "The id of the task.");
    private readonly Argument<string> _run = DagArgument.Run();
    private readonly Argument<bool> _downstream = Option.Flag("-d/--downstream", "Tasks downstream, too.");
    private readonly Argument<bool> _isDryRun = Option.Flag("-n/--dry-run", "Only show what would change.");
    private readonly Argument<bool> _future = Option.Flag("-F/--future", "In later runs, too.");
    private readonly Argument<int?> _mapIndex = Option.OptionalInt("--map-index", "Only this instance of a mapped task.");
    private readonly Argument<string?> _output = OutputFormat.Option();
    private readonly Argument<bool> _past = Option.Flag("-P/--past", "In earlier runs, too.");
    private readonly Argument<bool> _upstream = Option.Flag("-u/--upstream", "Tasks upstream, too.");

    public IReadOnlyList<Argument> Arguments =>
        [_state, _dagId, _taskId, _run, _downstream, _isDryRun, _future, _mapIndex, _output, _past, _upstream, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        if (!TaskStates.TryParse(context.Get(_state), out var state))
        {
            throw new AirflowException("usage", $"'{context.Get(_state)}' is no state to mark: choose success, failed or skipped.");
        }

        var stores = await context.OpenStoresAsync();
        var run = await DagLookup.RequireRunAsync(context, stores, context.Get(_dagId), context.Get(_run));
        var marking = new StateMarking(stores.Scheduling, new DagVersionCache(stores.Dags), context.WakeSignal, context.Clock);
        var request = new MarkRequest
        {
            DagId = run.DagId,
            RunId = run.RunId,
            TaskIds = [context.Get(_taskId)],
            MapIndexes = context.Get(_mapIndex) is { } index ? [index] : null,
            State = state,
            IncludeUpstream = context.Get(_upstream),
            IncludeDownstream = context.Get(_downstream),
            IncludePast = context.Get(_past),
            IncludeFuture = context.Get(_future),
            User = context.UserName,
        };
        var marked = context.Get(_isDryRun)
            ? await marking.SelectAsync(request, context.CancellationToken)
            : await marking.MarkAsync(request, context.CancellationToken);
        MarkedRows.Print(context, _output, marked);
        return 0;
    }
}
