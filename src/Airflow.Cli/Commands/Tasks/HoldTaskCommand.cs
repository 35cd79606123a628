using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Holding;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks hold: a try that runs goes on, none starts.</summary>
internal sealed class HoldTaskCommand : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _taskId = Positional.Text("task_id", "The id of the task.");
    private readonly Argument<string> _run = DagArgument.Run();
    private readonly Argument<int> _mapIndex = Option.Int("--map-index", "Only this instance of a mapped task.", -1);
    private readonly Argument<string?> _reason = Option.Text("-r/--reason", "Why, for those who wonder.");

    public IReadOnlyList<Argument> Arguments => [_dagId, _taskId, _run, _mapIndex, _reason, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var run = await DagLookup.RequireRunAsync(context, stores, context.Get(_dagId), context.Get(_run));
        var key = new TaskInstanceKey(run.DagId, run.RunId, context.Get(_taskId), context.Get(_mapIndex));
        var holding = new WorkHolding(stores.Scheduling, new DagVersionCache(stores.Dags), context.WakeSignal, context.Clock);
        await holding.HoldTaskAsync(key, context.UserName, context.Get(_reason), context.CancellationToken);
        context.Out.Write($"{key} is held.\n");
        return 0;
    }
}
