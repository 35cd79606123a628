using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine;
using Airflow.Engine.Dags;
using Airflow.Engine.Logs;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks logs: the log of a try for people to read; with -f live, from try to try, until the task ends.</summary>
internal sealed class TaskLogsCommand : IRemoteCommand
{
    /// <summary>How often the rest of a log is asked for when its try has ended and it cannot be read.</summary>
    private const int LastReads = 4;

    private static readonly TimeSpan LastReadPause = TimeSpan.FromMilliseconds(500);

    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string> _taskId = Positional.Text("task_id", "The id of the task.");
    private readonly Argument<string> _run = DagArgument.Run();
    private readonly Argument<bool> _follow = Option.Flag("-f/--follow", "Go on printing until the task ends, or the try of --try.");
    private readonly Argument<int> _mapIndex = Option.Int("--map-index", "Which instance of a mapped task.", -1);
    private readonly Argument<int?> _try = Option.OptionalInt("--try", "Which try; the last one when absent.");

    public IReadOnlyList<Argument> Arguments => [_dagId, _taskId, _run, _follow, _mapIndex, _try, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var dagId = context.Get(_dagId);
        var run = await DagLookup.RequireRunAsync(context, stores, dagId, context.Get(_run));
        var key = new TaskInstanceKey(dagId, run.RunId, context.Get(_taskId), context.Get(_mapIndex));
        var instance = await stores.TaskInstances.FindAsync(key, context.CancellationToken) ?? await RequireTaskAsync(context, stores, run, key);
        if (context.Get(_follow))
        {
            return await FollowAsync(context, stores, key, instance);
        }

        if (instance is not { TryNumber: > 0 })
        {
            throw new AirflowException("log_not_found", $"{key} has not run yet (state {instance?.State.Name() ?? "None"}); -f waits for it.");
        }

        return await CopyAsync(context, stores, instance, context.Get(_try) ?? instance.TryNumber);
    }

    public Task<int> RunRemoteAsync(CommandContext context, AirflowClient server) =>
        new RemoteLogs(context, server, (context.Get(_dagId), context.Get(_run), context.Get(_taskId), context.Get(_mapIndex))).RunAsync(context.Get(_try), context.Get(_follow));

    private static async Task<int> CopyAsync(CommandContext context, AirflowStores stores, TaskInstance instance, int tryNumber)
    {
        if (tryNumber > instance.TryNumber || tryNumber < 1)
        {
            throw new AirflowException("log_not_found", $"{instance.Key} has no try {tryNumber}; its last one is {instance.TryNumber}.");
        }

        using var logs = new CommandLogs(context, stores);
        var tried = await FindTryAsync(context, stores, instance, tryNumber);
        var tail = new LogTail((offset, cancellationToken) => logs.ReadAsync(tried, offset, cancellationToken));
        await tail.CopyAsync(context.Out, context.CancellationToken);
        tail.Finish(context.Out);
        await context.Out.FlushAsync(context.CancellationToken);
        if (TryEnding.ExplainLost(tried) is { } loss)
        {
            context.Error.Write($"Try {tryNumber} of {instance.Key} was lost: {loss}.\n");
        }

        if (tail.Problem is { } problem)
        {
            context.Error.Write(problem + "\n");
            return 1;
        }

        TellIfNothing(context, instance, tried, tail, logs.LocalPath(instance.Key, tryNumber));
        return 0;
    }

    /// <summary>The row of that try; of one that has no row, such as one to come, the instance with that number and no host.</summary>
    private static async Task<TaskInstance> FindTryAsync(CommandContext context, AirflowStores stores, TaskInstance instance, int tryNumber) =>
        instance.TryNumber == tryNumber
            ? instance
            : (await stores.TaskInstances.ListHistoryAsync(instance.Key, context.CancellationToken)).FirstOrDefault(earlier => earlier.TryNumber == tryNumber)
                ?? instance with { TryNumber = tryNumber, Hostname = "", ExitCause = null };

    private async Task<int> FollowAsync(CommandContext context, AirflowStores stores, TaskInstanceKey key, TaskInstance? instance)
    {
        var wanted = context.Get(_try);
        for (var tryNumber = wanted ?? Math.Max(instance?.TryNumber ?? 1, 1); ; tryNumber++)
        {
            var (last, isWhole) = await FollowTryAsync(context, stores, key, tryNumber);
            if (last is null || wanted is not null || (last.TryNumber <= tryNumber && last.State != TaskState.UpForRetry))
            {
                return isWhole ? 0 : 1;
            }

            context.Error.Write($"Try {tryNumber} of {key} ended; on to try {tryNumber + 1}.\n");
        }
    }

    /// <summary>
    /// Copies the log of a try until the try has ended; returns the instance as it was then, or null when it was removed, and whether
    /// the log could be read to its end.
    /// </summary>
    private static async Task<(TaskInstance? Last, bool IsWhole)> FollowTryAsync(CommandContext context, AirflowStores stores, TaskInstanceKey key, int tryNumber)
    {
        using var logs = new CommandLogs(context, stores);
        TaskInstance? tried = null;
        var tail = new LogTail(
            async (offset, cancellationToken) => tried is null ? new LogPiece([], null, null) : await logs.ReadAsync(tried, offset, cancellationToken));
        using var change = new FileChange(logs.LocalPath(key, tryNumber), context.Clock);
        var wasSeen = false;
        while (true)
        {
            // the state is read first: what the log got before the end is then surely copied
            var current = await stores.TaskInstances.FindAsync(key, context.CancellationToken);
            wasSeen |= current is not null;
            tried = current is null ? tried : await FindTryAsync(context, stores, current, tryNumber);
            await tail.CopyAsync(context.Out, context.CancellationToken);
            await context.Out.FlushAsync(context.CancellationToken);
            if (current is null ? wasSeen || await HasRunEndedAsync(context, stores, key) : HasEnded(current, tryNumber))
            {
                var isWhole = await FinishAsync(context, tail);
                if (current is not null && tried is not null)
                {
                    TellIfNothing(context, current, tried, tail, logs.LocalPath(key, tryNumber));
                }

                return (current, isWhole);
            }

            await change.WaitAsync(context.CancellationToken);
        }
    }

    /// <summary>The last lines may lie on a worker that is too busy to give them just now; false when they cannot be had.</summary>
    private static async Task<bool> FinishAsync(CommandContext context, LogTail tail)
    {
        for (var left = LastReads; tail.Problem is not null && left > 0; left--)
        {
            await Task.Delay(LastReadPause, context.Clock, context.CancellationToken);
            await tail.CopyAsync(context.Out, context.CancellationToken);
        }

        tail.Finish(context.Out);
        if (tail is not { HasText: true, Problem: { } problem })
        {
            return true;
        }

        context.Error.Write($"The end of the log is missing: {problem}\n");
        return false;
    }

    private static bool HasEnded(TaskInstance instance, int tryNumber) =>
        instance.TryNumber > tryNumber || (instance.TryNumber == tryNumber && (instance.State.IsFinished() || instance.State == TaskState.UpForRetry))
        || instance.State is TaskState.Skipped or TaskState.UpstreamFailed or TaskState.Removed;

    private static async Task<bool> HasRunEndedAsync(CommandContext context, AirflowStores stores, TaskInstanceKey key) =>
        await stores.Runs.FindAsync(key.DagId, key.RunId, context.CancellationToken) is null or { State: RunState.Success or RunState.Failed };

    /// <summary>A task that prints nothing leaves no file, and that is no error.</summary>
    private static void TellIfNothing(CommandContext context, TaskInstance instance, TaskInstance tried, LogTail tail, string path)
    {
        if (tail.HasText)
        {
            return;
        }

        var state = instance.State.Name() ?? "None";
        context.Error.Write(instance.TryNumber < tried.TryNumber
            ? $"{instance.Key} never ran (state {state}).\n"
            : tail.Problem is { } problem ? problem + "\n" : $"Try {tried.TryNumber} of {instance.Key} has printed nothing (state {state}): {path} is empty or missing.\n");
    }

    /// <summary>An instance that the scheduler has not made yet is no error when the run's version of the DAG has the task; null then.</summary>
    private static async Task<TaskInstance?> RequireTaskAsync(CommandContext context, AirflowStores stores, DagRun run, TaskInstanceKey key)
    {
        if (InstanceChoice.Choose(key, await stores.TaskInstances.ListForRunAsync(key.DagId, run.RunId, context.CancellationToken)) is { } made)
        {
            return made;
        }

        var document = run.CreatedDagVersionId is { } version && await stores.Dags.FindSerializedAsync(version, context.CancellationToken) is { } json
            ? DagSerialization.Read(json)
            : await DagLookup.RequireDocumentAsync(context, stores, key.DagId);
        return document.Tasks.Any(task => task.TaskId == key.TaskId)
            ? null
            : throw new AirflowException(
                "task_not_found", $"Run {run.RunId} of DAG {key.DagId} has no task {key.TaskId}; airflow tasks states-for-dag-run lists what it has.");
    }
}
