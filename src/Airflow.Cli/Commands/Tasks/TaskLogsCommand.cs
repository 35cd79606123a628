using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks logs: the log of a try for people to read; with -f until the try ends.</summary>
internal sealed class TaskLogsCommand : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _taskId = Positional.Text("task_id", "The id of the task.");
    private readonly Argument<string> _run = DagArgument.Run();
    private readonly Argument<bool> _follow = Option.Flag("-f/--follow", "Go on printing until the try ends.");
    private readonly Argument<int> _mapIndex = Option.Int("--map-index", "Which instance of a mapped task.", -1);
    private readonly Argument<int?> _try = Option.OptionalInt("--try", "Which try; the last one when absent.");

    public IReadOnlyList<Argument> Arguments => [_dagId, _taskId, _run, _follow, _mapIndex, _try, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var instance = await FindAsync(context, stores);
        if (context.Get(_follow))
        {
            return await FollowAsync(context, stores, instance);
        }

        var tryNumber = TryOf(context, instance);
        var path = PathOf(context, instance.Key, tryNumber);
        if (!File.Exists(path))
        {
            throw new AirflowException("log_not_found", tryNumber < 1
                ? $"{instance.Key} has not run yet (state {instance.State.Name() ?? "None"}); -f waits for it."
                : $"There is no log of try {tryNumber} of {instance.Key} on this machine: {path} is missing.{(instance.Hostname.Length > 0 ? $" It ran on {instance.Hostname}." : "")}");
        }

        using var tail = new LogTail(path);
        await tail.CopyAsync(context.Out, context.CancellationToken);
        tail.Finish(context.Out);
        return 0;
    }

    private async Task<int> FollowAsync(CommandContext context, AirflowStores stores, TaskInstance instance)
    {
        var tryNumber = context.Get(_try) ?? Math.Max(instance.TryNumber, 1);
        using var tail = new LogTail(PathOf(context, instance.Key, tryNumber));
        using var change = new FileChange(tail.Path, context.Clock);
        while (true)
        {
            // the state is read first: what the log got before the end is then surely copied
            var current = await stores.TaskInstances.FindAsync(instance.Key, context.CancellationToken);
            await tail.CopyAsync(context.Out, context.CancellationToken);
            await context.Out.FlushAsync(context.CancellationToken);
            if (current is null || HasEnded(current, tryNumber))
            {
                tail.Finish(context.Out);
                return 0;
            }

            await change.WaitAsync(context.CancellationToken);
        }
    }

    private static bool HasEnded(TaskInstance instance, int tryNumber) =>
        instance.TryNumber > tryNumber || (instance.TryNumber == tryNumber && (instance.State.IsFinished() || instance.State == TaskState.UpForRetry))
        || instance.State is TaskState.Skipped or TaskState.UpstreamFailed or TaskState.Removed;

    private async Task<TaskInstance> FindAsync(CommandContext context, AirflowStores stores)
    {
        var dagId = context.Get(_dagId);
        var run = await DagLookup.RequireRunAsync(context, stores, dagId, context.Get(_run));
        var key = new TaskInstanceKey(dagId, run.RunId, context.Get(_taskId), context.Get(_mapIndex));
        if (await stores.TaskInstances.FindAsync(key, context.CancellationToken) is { } instance)
        {
            return instance;
        }

        var others = (await stores.TaskInstances.ListForRunAsync(dagId, run.RunId, context.CancellationToken)).Where(other => other.Key.TaskId == key.TaskId).ToList();
        throw new AirflowException("task_instance_not_found", others.Count > 0
            ? $"Task {key.TaskId} is mapped: choose one of its {others.Count} instances with --map-index."
            : $"Run {run.RunId} of DAG {dagId} has no task {key.TaskId} yet; airflow tasks states-for-dag-run lists what it has.");
    }

    private int TryOf(CommandContext context, TaskInstance instance) => context.Get(_try) ?? instance.TryNumber;

    private static string PathOf(CommandContext context, TaskInstanceKey key, int tryNumber) =>
        Path.Combine(context.Configuration.GetString("logging", "base_log_folder"), LogPaths.For(key, tryNumber));
}
