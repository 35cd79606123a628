using System.Collections.Concurrent;
using System.Text.Json;
using Airflow.Engine.Callbacks;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.Templates;
using Airflow.Hosting;
using Microsoft.Extensions.Logging;

namespace Airflow.Testing.Local;

/// <summary>Runs tries in this process, each on the thread pool: for <c>dotnet run file.cs</c>, where DAG and runner are one program.</summary>
internal sealed class LocalRunExecutor(
    IExecutionApi api, Func<string, string, Operator> findTask, string? dagFolder, ILoggerFactory loggers, TimeProvider clock) : IExecutor
{
    private readonly ConcurrentDictionary<Guid, (Task Work, CancellationTokenSource Stop)> running = new();

    private readonly TaskTemplateRenderer templates = new(clock);

    /// <summary>Runs the code of one try; a test may put something else in its place.</summary>
    public Func<Operator, TaskContext, Task<TaskOutcome>> Run { get; init; } = TaskRunner.RunAsync;

    public string Name => "LocalRunExecutor";

    public int Parallelism => 16;

    public void Submit(IReadOnlyList<TaskWorkload> workloads)
    {
        foreach (var workload in workloads)
        {
            var stop = new CancellationTokenSource();
            running[workload.Id] = (Task.Run(() => RunAsync(workload, stop.Token), CancellationToken.None), stop);
        }
    }

    public void Cancel(Guid id, string reason)
    {
        if (running.TryGetValue(id, out var entry))
        {
            entry.Stop.Cancel();
        }
    }

    public async Task StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        foreach (var (_, stop) in running.Values)
        {
            await stop.CancelAsync();
        }

        await Task.WhenAll(running.Values.Select(entry => entry.Work)).WaitAsync(grace, clock, cancellationToken);
    }

    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.FromSeconds(5), CancellationToken.None);

    private async Task RunAsync(TaskWorkload workload, CancellationToken cancellationToken)
    {
        try
        {
            var worker = new WorkerIdentity(Environment.MachineName, Environment.UserName, Environment.ProcessId, Name);
            var start = await api.StartAsync(workload, worker, CancellationToken.None);
            if (start is { Refusal: null, Run: { } run })
            {
                await api.FinishAsync(workload, await ExecuteAsync(workload, start, run, cancellationToken), CancellationToken.None);
            }
        }
        finally
        {
            running.TryRemove(workload.Id, out _);
        }
    }

    /// <summary>Runs the task's code, outside of any state.</summary>
    public async Task<TryOutcome> ExecuteAsync(TaskWorkload workload, TaskStart start, DagRun run, CancellationToken cancellationToken)
    {
        var backend = new LocalTaskBackend(api, workload, run);
        var logger = loggers.CreateLogger(workload.Key.MapIndex < 0 ? workload.Key.TaskId : $"{workload.Key.TaskId}[{workload.Key.MapIndex}]");
        var task = findTask(workload.Key.DagId, workload.Key.TaskId);
        var host = new TaskHost(backend) { Logger = logger, Templates = templates, Time = clock };
        var context = new TaskContext(Details(workload, start, run), host, task, cancellationToken);
        try
        {
            var outcome = await Run(task, context);
            if (outcome is TaskAwaitingInput { Question: { Defaults.Count: > 0 } question })
            {
                LocalLog.Answered(logger, question.Subject, string.Join(", ", question.Defaults));
                context = new TaskContext(Details(workload, start, run) with { Event = LocalAnswer.Of(question) }, host, task, cancellationToken);
                outcome = await Run(task, context);
            }

            while (outcome is TaskDeferred deferred)
            {
                LocalLog.Waits(logger, deferred.Trigger);
                var details = Details(workload, start, run);
                var (told, failure) = await LocalTrigger.WaitAsync(deferred, details, logger, clock, cancellationToken);
                context = new TaskContext(details with { Event = told }, host, task, cancellationToken);
                outcome = failure ?? await Run(task, context);
            }

            var ended = ToTryOutcome(outcome, start, backend, logger);
            await TaskCallbacks.AfterAsync(task, outcome, context);
            return ended;
        }
        catch (OperationCanceledException)
        {
            return ToTryOutcome(TaskOutcome.Failed("stopped"), start, backend, logger);
        }
    }

    /// <summary>Renders the fields of the task and stores them, nothing more.</summary>
    public async Task RenderAsync(TaskWorkload workload, TaskStart start, DagRun run, CancellationToken cancellationToken)
    {
        var task = findTask(workload.Key.DagId, workload.Key.TaskId);
        if (task.OperatorType.TemplateFields.Count == 0)
        {
            return;
        }

        var host = new TaskHost(new LocalTaskBackend(api, workload, run)) { Logger = loggers.CreateLogger(task.Id), Templates = templates, Time = clock };
        var context = new TaskContext(Details(workload, start, run), host, task, cancellationToken);
        await TemplateRendering.RenderAsync(task, await task.BindAsync(context), context);
    }

    /// <summary>Calls what the DAG wants to be called for at the end of its run.</summary>
    public async Task CallBackAsync(Dag dag, CallbackEvent item, DagRun run, CancellationToken cancellationToken)
    {
        if (TaskCallbacks.Find(dag, item.Kind.Name()) is not { } callback)
        {
            return;
        }

        var workload = new TaskWorkload
        {
            Id = item.Task?.Id ?? item.Id,
            Key = new TaskInstanceKey(item.DagId, item.RunId, item.Task?.TaskId ?? "", item.Task?.MapIndex ?? -1),
            TryNumber = item.Task?.TryNumber ?? 0,
            DagVersionId = item.DagVersionId,
            Queue = "default",
            Pool = "default_pool",
            BundleName = item.BundleName,
            BundleVersion = item.BundleVersion,
            DagRelPath = item.DagRelPath,
            LogPath = "",
        };
        var start = new TaskStart { Run = run, StartDate = item.Task?.StartDate ?? item.CreatedAt, MaxTries = item.Task?.MaxTries ?? 0 };
        var logger = loggers.CreateLogger(item.DagId);
        var host = new TaskHost(new LocalTaskBackend(api, workload, run)) { Logger = logger, Templates = templates, Time = clock };
        var task = item.Task is { TaskId: var taskId } ? findTask(item.DagId, taskId) : null;
        var details = TaskCallbacks.Facts(Details(workload, start, run), item.Reason ?? "", null);
        var context = new TaskContext(details, host, task ?? dag.Tasks.OfType<Operator>().FirstOrDefault(), cancellationToken);
        await TaskCallbacks.CallAsync(callback, new CallbackContext
        {
            DagId = item.DagId,
            RunId = item.RunId,
            Task = task is null ? null : context,
            Kind = item.Kind.Name(),
            EventId = item.Key,
            Reason = item.Reason ?? "",
            Logger = logger,
            Services = host.Services,
            CancellationToken = cancellationToken,
            Host = context,
        });
    }

    private TryOutcome ToTryOutcome(TaskOutcome outcome, TaskStart start, LocalTaskBackend backend, ILogger logger)
    {
        var now = clock.GetUtcNow();
        switch (outcome)
        {
            case TaskSucceeded:
                return new TryOutcome
                {
                    State = TaskState.Success,
                    EndDate = now,
                    XComs = backend.Results,
                    Skips = backend.Skips,
                    RenderedMapIndex = backend.RenderedMapIndex,
                };
            case TaskSkipped skipped:
                return new TryOutcome { State = TaskState.Skipped, EndDate = now, Reason = skipped.Reason };
            case TaskRescheduled rescheduled:
                return new TryOutcome { State = TaskState.UpForReschedule, EndDate = now, RescheduleDate = rescheduled.At };
            case TaskAwaitingInput waiting:
                return new TryOutcome
                {
                    State = TaskState.Failed,
                    EndDate = now,
                    Reason = $"The task asks people '{waiting.Question.Subject}', and nobody can answer here; with Defaults, those would count.",
                };
            case TaskFailed failed:
                LocalLog.Failed(logger, failed.Exception, failed.Reason);
                return new TryOutcome
                {
                    State = failed.Retryable && start.ShouldRetry ? TaskState.UpForRetry : TaskState.Failed,
                    EndDate = now,
                    Reason = failed.RetryReason ?? failed.Reason,
                    RetryDelayOverride = failed.RetryDelay?.TotalSeconds,
                };
            default:
                throw new InvalidOperationException($"A task ended with the unknown outcome {outcome.GetType().Name}.");
        }
    }

    private TaskRunDetails Details(TaskWorkload workload, TaskStart start, DagRun run) => new()
    {
        DagId = workload.Key.DagId,
        TaskId = workload.Key.TaskId,
        RunId = workload.Key.RunId,
        TaskInstanceId = workload.Id,
        TryNumber = workload.TryNumber,
        MaxTries = start.MaxTries,
        ShouldRetry = start.ShouldRetry,
        MapIndex = workload.Key.MapIndex,
        RunType = (DagRunType)run.RunType,
        LogicalDate = run.LogicalDate,
        DataInterval = run.DataIntervalStart is { } from && run.DataIntervalEnd is { } to ? new DataInterval(from, to) : null,
        RunAfter = run.RunAfter,
        RunStartDate = run.StartDate,
        StartDate = start.StartDate,
        RescheduleCount = start.TaskRescheduleCount,
        Conf = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(run.Conf) ?? [],
        DagFolder = dagFolder,
    };
}
