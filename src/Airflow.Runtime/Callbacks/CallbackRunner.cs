using Airflow.Engine;
using Airflow.Engine.Callbacks;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Supervision;

namespace Airflow.Runtime.Callbacks;

/// <summary>
/// Runs the callbacks of an event in a warm runtime, under supervision like a try: bounded in time, its own process group, its output in the log of
/// the try, or of the run's callbacks.
/// </summary>
/// <param name="supervisor">One of its own: what it runs are no tries, so nobody may stop them because their try is over.</param>
/// <param name="fetchCode">Brings the code to this machine when it is not here yet.</param>
public sealed class CallbackRunner(
    TaskSupervisor supervisor, IExecutionApi api, Func<TaskWorkload, CancellationToken, ValueTask> fetchCode, CallbackRunnerOptions options) : ICallbackRunner
{
    public async Task<CallbackResult> RunAsync(CallbackClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var item = claim.Event;
        if (await api.FindRunAsync(item.DagId, item.RunId, cancellationToken) is not { } run)
        {
            return new CallbackResult(CallbackResultKind.Failed, "The run was deleted.");
        }

        var workload = Workload(item);
        try
        {
            await fetchCode(workload, cancellationToken);
        }
        catch (AirflowException exception) when (!exception.IsTransient)
        {
            return new CallbackResult(CallbackResultKind.Failed, $"The code of this version cannot be had: {exception.Message}");
        }

        var launch = new TaskLaunch(workload, Start(item, run), Path.Combine(options.LogFolder, workload.LogPath)) { Callback = item, Receipt = ReceiptOf(item.Id) };
        Directory.CreateDirectory(options.ReceiptFolder);
        var outcome = await supervisor.RunAsync(launch, cancellationToken);
        foreach (var value in outcome.XComs)
        {
            await api.SetXComAsync(value, CancellationToken.None);
        }

        return ResultOf(outcome);
    }

    public IReadOnlyCollection<Guid> ListKept() => Directory.Exists(options.ReceiptFolder)
        ? [.. Directory.EnumerateFiles(options.ReceiptFolder).Select(static path => Guid.TryParseExact(Path.GetFileName(path), "N", out var id) ? id : (Guid?)null).OfType<Guid>()]
        : [];

    public void Forget(Guid id) => File.Delete(ReceiptOf(id));

    private string ReceiptOf(Guid id) => Path.Combine(options.ReceiptFolder, id.ToString("N"));

    private CallbackResult ResultOf(TryOutcome outcome) => outcome switch
    {
        { State: TaskState.Success } => new CallbackResult(CallbackResultKind.Success),
        { State: TaskState.None } => new CallbackResult(CallbackResultKind.GivenBack),
        { ExitCause.Kind: "timeout" } => new CallbackResult(CallbackResultKind.Failed, $"It ran longer than {options.Timeout.TotalSeconds:0} s ([scheduler] callback_timeout)."),
        // whoever ends the process from outside has interrupted the callback; code that ends it by itself has had its say
        { ExitCause.Kind: "signal" or "oom" or "lost" } => new CallbackResult(CallbackResultKind.Lost, outcome.Reason),
        _ => new CallbackResult(CallbackResultKind.Failed, outcome.Reason),
    };

    private TaskWorkload Workload(CallbackEvent item)
    {
        var key = new TaskInstanceKey(item.DagId, item.RunId, item.Task?.TaskId ?? "", item.Task?.MapIndex ?? -1);
        return new TaskWorkload
        {
            Id = item.Id,
            Key = key,
            TryNumber = item.Task?.TryNumber ?? 0,
            DagVersionId = item.DagVersionId,
            Queue = "default",
            Pool = "default_pool",
            BundleName = item.BundleName,
            BundleVersion = item.BundleVersion,
            DagRelPath = item.DagRelPath,
            LogPath = item.IsOfDag ? LogPaths.OfCallbacks(item.DagId, item.RunId) : LogPaths.For(key, item.Task?.TryNumber ?? 0),
            ExecutionTimeout = options.Timeout,
        };
    }

    private static TaskStart Start(CallbackEvent item, DagRun run) => new()
    {
        Run = run,
        StartDate = item.Task?.StartDate ?? item.CreatedAt,
        MaxTries = item.Task?.MaxTries ?? 0,
    };
}
