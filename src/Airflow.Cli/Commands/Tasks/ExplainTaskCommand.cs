using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;
using Airflow.Engine.Explaining;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks explain, and airflow tasks failed-deps, which tells the reasons alone.</summary>
internal sealed class ExplainTaskCommand(bool isFull) : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _taskId = Positional.Text("task_id", "The id of the task.");
    private readonly Argument<string> _run = DagArgument.Run();
    private readonly Argument<string[]> _bundles = DagArgument.Bundles();
    private readonly Argument<int> _mapIndex = Option.Int("--map-index", "The instance of a mapped task.", -1);

    public IReadOnlyList<Argument> Arguments => [_dagId, _taskId, _run, _bundles, _mapIndex, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var dagId = context.Get(_dagId);
        var run = await DagLookup.RequireRunAsync(context, stores, dagId, context.Get(_run));
        var configuration = context.Configuration;
        var options = new ExplainOptions
        {
            Parallelism = configuration.GetInt("core", "parallelism"),
            MaxRetryDelay = configuration.GetDuration("core", "max_task_retry_delay"),
            SchedulerTimeout = configuration.GetDuration("scheduler", "scheduler_health_check_threshold"),
            UsesQueues = ExecutorName.Of(configuration) == ExecutorName.Celery,
        };
        var explainer = new TaskExplainer(stores.Scheduling, new DagVersionCache(stores.Dags), options, context.Clock);
        var explanation = await explainer.ExplainAsync(new TaskInstanceKey(dagId, run.RunId, context.Get(_taskId), context.Get(_mapIndex)), context.CancellationToken);
        if (isFull)
        {
            context.Out.Write($"{explanation.Key} is {explanation.State.Name() ?? "not started"}.\n");
        }

        Write(context.Out, explanation);
        return 0;
    }

    private void Write(TextWriter output, TaskExplanation explanation)
    {
        if (explanation.MayStart)
        {
            output.Write("Task instance dependencies are all met.\n");
            return;
        }

        output.Write("Task instance dependencies not met:\n");
        foreach (var status in explanation.Unmet)
        {
            foreach (var reason in status.Reasons)
            {
                output.Write($"{status.Name}: {reason.Text}\n");
            }
        }

        if (isFull && explanation.Advice is { } advice)
        {
            output.Write($"What to do: {advice}\n");
        }
    }
}
