using Airflow.Hosting;
using Airflow.Runtime.Callbacks;
using Airflow.Runtime.Frames.Messages;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Child;

/// <summary>Runs what a task or a DAG wants to be called for, after the fact: the state that it tells of is stored already.</summary>
internal sealed class CallbackExecution(
    SupervisorLink supervisor, IHostRequests host, ChildLog log, ITemplateRenderer templates, string bundleRoot, TimeProvider time)
{
    private const string LoggerName = "airflow.callback";

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Reason { get; private set; }

    /// <summary>The terminal message.</summary>
    public async Task<TaskState> RunAsync(RunCallback call, DagLoader loader, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync(call, loader, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // loading runs the user's top-level code, which may throw anything
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Reason = exception.Message;
            log.Write(LogLevel.Error, LoggerName, $"{call.Kind} could not be called", exception);
        }
        return new TaskState { State = Reason is null ? "success" : "failed", EndDate = time.GetUtcNow() };
    }

    private async Task CallAsync(RunCallback call, DagLoader loader, CancellationToken cancellationToken)
    {
        var startup = call.Startup;
        var dag = loader.FindDag(startup.BundleInfo.Version, startup.DagRelPath, startup.Ti.DagId);
        var task = dag.Graph.Find(startup.Ti.TaskId);
        var callback = call.IsOfDag ? TaskCallbacks.Find(dag, call.Kind) : task is null ? null : TaskCallbacks.Find(task, call.Kind);
        if (callback is null)
        {
            throw new InvalidOperationException($"The code has no {call.Kind} any more.");
        }
        var exception = call.Error is { } error ? ExceptionCopy.Make(error, loader.Assemblies(startup.BundleInfo.Version, startup.DagRelPath)) : null;
        var details = TaskCallbacks.Facts(StartupFacts.Details(startup, bundleRoot), call.Reason ?? "", exception);
        var backend = new FrameTaskBackend(host, startup);
        var taskHost = new TaskHost(backend) { Logger = new TaskLogger(log, LoggerName), Templates = templates, Time = time };
        // templates need a task: that of a DAG which never ran one is any of its tasks
        var context = new TaskContext(details, taskHost, task ?? dag.Tasks.OfType<Operator>().FirstOrDefault(), cancellationToken);
        var called = CallbackReceipt.Read(call.Receipt);
        Reason = called.FirstOrDefault(reason => reason.Length > 0);
        var told = new CallbackContext
        {
            DagId = startup.Ti.DagId,
            RunId = startup.Ti.RunId,
            Task = task is null ? null : context,
            Kind = call.Kind,
            EventId = call.EventId,
            Reason = call.Reason ?? "",
            Exception = exception,
            Logger = taskHost.Logger,
            Services = taskHost.Services,
            CancellationToken = cancellationToken,
            Host = context,
        };
        supervisor.FollowIfGone();
        await TaskCallbacks.CallAsync(callback, told, called.Count, failure =>
        {
            if (failure is not null)
            {
                // it may have failed for want of its supervisor: it is called again
                supervisor.FollowIfGone();
            }
            if (failure is OperationCanceledException)
            {
                // interrupted: it is called again, unless the time is up
                cancellationToken.ThrowIfCancellationRequested();
            }
            CallbackReceipt.Add(call.Receipt, failure?.Message);
            supervisor.FollowIfGone();
            Reason ??= failure?.Message;
        });
    }
}
