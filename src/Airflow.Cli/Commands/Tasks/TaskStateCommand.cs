using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks state.</summary>
internal sealed class TaskStateCommand : IRemoteCommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _taskId = Positional.Text("task_id", "The id of the task.");
    private readonly Argument<string> _run = DagArgument.Run();
    private readonly Argument<string[]> _bundles = DagArgument.Bundles();
    private readonly Argument<int> _mapIndex = Option.Int("--map-index", "Which instance of a mapped task.", -1);

    public IReadOnlyList<Argument> Arguments => [_dagId, _taskId, _run, _bundles, _mapIndex, OutputFormat.Verbose()];

    public IReadOnlyList<Argument> LocalOnly => [_bundles];

    public async Task<int> RunAsync(CommandContext context)
    {
        BundleNames.Require(context.Configuration, context.Get(_bundles));
        var stores = await context.OpenStoresAsync();
        var dagId = context.Get(_dagId);
        var taskId = context.Get(_taskId);
        var document = await DagLookup.RequireDocumentAsync(context, stores, dagId);
        if (document.Tasks.All(task => task.TaskId != taskId))
        {
            throw new AirflowException("task_not_found", $"Task {taskId} not found in DAG {dagId}");
        }

        var run = await DagLookup.RequireRunAsync(context, stores, dagId, context.Get(_run));
        var instance = await stores.TaskInstances.FindAsync(new TaskInstanceKey(dagId, run.RunId, taskId, context.Get(_mapIndex)), context.CancellationToken);
        context.Out.Write($"{instance?.State.Name() ?? "None"}\n");
        if (instance is not null && TryEnding.Explain(instance) is { } reason)
        {
            // stdout is the state alone, which scripts compare
            await context.Out.FlushAsync(context.CancellationToken);
            context.Error.Write($"Try {instance.TryNumber}: {reason}\n");
        }

        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var run = await RemoteLookup.RequireRunAsync(context, server, context.Get(_dagId), context.Get(_run));
        var task = await RemoteLookup.GetTaskAsync(context, server, run, context.Get(_taskId), context.Get(_mapIndex));
        context.Out.Write($"{task.State ?? "None"}\n");
        return 0;
    }
}
