using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Cli.Roles;
using Airflow.Client;
using Airflow.Engine.Explaining;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks explain, and airflow tasks failed-deps, which tells the reasons alone.</summary>
internal sealed class ExplainTaskCommand(bool isFull) : IRemoteCommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _taskId = Positional.Text("task_id", "The id of the task.");
    private readonly Argument<string> _run = DagArgument.Run();
    private readonly Argument<string[]> _bundles = DagArgument.Bundles();
    private readonly Argument<int> _mapIndex = Option.Int("--map-index", "The instance of a mapped task.", -1);

    public IReadOnlyList<Argument> Arguments => [_dagId, _taskId, _run, _bundles, _mapIndex, OutputFormat.Verbose()];

    public IReadOnlyList<Argument> LocalOnly => [_bundles];

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

        var reasons = explanation.Unmet.SelectMany(static status => status.Reasons, static (status, reason) => (status.Name, reason.Text));
        Write(context.Out, explanation.MayStart, reasons, explanation.Advice);
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var run = await RemoteLookup.RequireRunAsync(context, server, context.Get(_dagId), context.Get(_run));
        var (taskId, mapIndex) = (context.Get(_taskId), context.Get(_mapIndex));
        var told = mapIndex < 0
            ? await server.TaskInstance.ExplainTaskInstanceAsync(run.DagId, run.DagRunId, taskId, cancellationToken: context.CancellationToken)
            : await server.TaskInstance.ExplainMappedTaskInstanceAsync(run.DagId, run.DagRunId, taskId, mapIndex, context.CancellationToken);
        if (isFull)
        {
            context.Out.Write($"{new TaskInstanceKey(run.DagId, run.DagRunId, taskId, mapIndex)} is {told.State ?? "not started"}.\n");
        }

        Write(context.Out, told.MayStart, told.Reasons.Select(static reason => (reason.Name, reason.Reason)), told.Advice);
        return 0;
    }

    private void Write(TextWriter output, bool mayStart, IEnumerable<(string Name, string Text)> reasons, string? advice)
    {
        if (mayStart)
        {
            output.Write("Task instance dependencies are all met.\n");
            return;
        }

        output.Write("Task instance dependencies not met:\n");
        foreach (var (name, text) in reasons)
        {
            output.Write($"{name}: {text}\n");
        }

        if (isFull && advice is not null)
        {
            output.Write($"What to do: {advice}\n");
        }
    }
}
