using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Execution;
using Airflow.Engine.Triggers;
using Airflow.Runtime.Bundles;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Triggers;

/// <summary>
/// Runs the triggers that authors wrote. Those of a DAG file share a process with those of a few other files; one that brings it down costs the others
/// a new start, and fails when it happens again and again.
/// </summary>
/// <param name="bundles">The code.</param>
/// <param name="find">The try that waits; null when it is not there any more.</param>
/// <param name="options">How processes are started.</param>
/// <param name="logger">Where triggers log.</param>
public sealed partial class CodeTriggers(
    BundleCache bundles, Func<Guid, CancellationToken, Task<TaskWorkload?>> find, CodeTriggerOptions options, ILogger<CodeTriggers> logger) : ICodeTriggers, IAsyncDisposable
{
    private const int Children = 4;
    private readonly Lock gate = new();
    private readonly TriggerProcess?[] children = new TriggerProcess?[Children];
    private readonly List<Task> ending = [];
    private long lastNumber;

    public async Task<JsonNode?> RunAsync(StoredTrigger trigger, string arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        var workload = await find(trigger.TaskInstanceId, cancellationToken) ?? throw new AirflowException("trigger_code", "The task that waits is not there any more.");
        var folder = await bundles.EnsureAsync(workload.BundleVersion, cancellationToken);
        var dependencies = Path.Combine(folder, workload.DagRelPath + ".deps");
        var start = new TriggerStart(
            Path.Combine(folder, workload.DagRelPath + ".dll"),
            Directory.Exists(dependencies) ? dependencies : null,
            trigger.Classpath[(trigger.Classpath.IndexOf(':') + 1)..],
            arguments)
        {
            DagId = workload.Key.DagId,
            RunId = workload.Key.RunId,
            TaskId = workload.Key.TaskId,
            MapIndex = workload.Key.MapIndex,
        };
        for (var starts = 1; ; starts++)
        {
            var child = Child(workload.DagRelPath);
            if (await RunAsync(child, start, cancellationToken) is { } answer)
            {
                return answer.Error is { } error
                    ? throw new AirflowException("trigger_failed", $"The trigger {start.TypeName} failed: {error}")
                    : JsonNode.Parse(answer.Event!);
            }

            var end = await child.End;
            if (starts >= options.MaxStarts)
            {
                throw new AirflowException("trigger_process", $"The process of the trigger {start.TypeName} ended {starts} times while it ran: {end}");
            }

            Log.Again(logger, start.TypeName, workload.Key, end);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var child in children.OfType<TriggerProcess>())
        {
            await child.DisposeAsync();
        }

        await Task.WhenAll(ending);
    }

    /// <summary>Its answer; null when the process ended. Cancelling does not wait for the code.</summary>
    private async Task<TriggerMessage?> RunAsync(TriggerProcess child, TriggerStart start, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref lastNumber);
        var answer = new TaskCompletionSource<TriggerMessage?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stopped = cancellationToken.Register(() =>
        {
            child.Stop(number);
            answer.TrySetCanceled(cancellationToken);
        });
        child.Begin(number, start, message =>
        {
            if (message?.Line is { } line)
            {
                Log.Line(logger, (LogLevel)message.Level, start.DagId, start.RunId, start.TaskId, line);
            }
            else
            {
                answer.TrySetResult(message);
            }
        });
        return await answer.Task;
    }

    private TriggerProcess Child(string file)
    {
        var slot = (uint)string.GetHashCode(file, StringComparison.Ordinal) % Children;
        lock (gate)
        {
            if (children[slot] is { IsUsable: true } child)
            {
                return child;
            }

            if (children[slot] is { } spent)
            {
                ending.RemoveAll(static task => task.IsCompleted);
                ending.Add(spent.DisposeAsync().AsTask());
            }

            return children[slot] = TriggerProcess.Start(options, line => Log.Output(logger, line));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1911, LogLevel.Warning, "The trigger {Type} of {Task} begins anew in another process: {Reason}")]
        public static partial void Again(ILogger logger, string type, object task, string reason);

        [LoggerMessage(1912, LogLevel.Information, "Output of triggers: {Line}")]
        public static partial void Output(ILogger logger, string line);

        [LoggerMessage(EventId = 1913, Message = "Trigger of {DagId} {RunId} {TaskId}: {Line}")]
        public static partial void Line(ILogger logger, LogLevel level, string dagId, string runId, string taskId, string line);
    }
}
