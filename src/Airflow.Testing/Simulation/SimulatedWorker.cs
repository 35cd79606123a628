using Airflow.Engine;
using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;

namespace Airflow.Testing.Simulation;

/// <summary>Claims tries, runs them, reports them as alive and tells how they ended, as a worker does; on a node of its own or inside a scheduler's.</summary>
internal sealed class SimulatedWorker(SimulatedNode node, IExecutionApi api, ITryCode code, WorkerOptions options)
{
    private readonly Dictionary<Guid, CancellationTokenSource> running = [];
    private readonly Dictionary<Guid, TaskWorkload> again = [];
    private readonly WorkerIdentity identity = new(node.Name, "airflow", options.Pid, options.ExecutorName);

    public SimulatedNode Node => node;

    /// <summary>Begins to report its tries as alive.</summary>
    public void Start() => node.Start(BeatAsync);

    /// <summary>Takes a try; one that it has already is claimed once more when it is done with it.</summary>
    public void Accept(TaskWorkload workload)
    {
        if (running.TryAdd(workload.Id, new CancellationTokenSource()))
        {
            node.Start(() => RunAsync(workload));
        }
        else
        {
            again[workload.Id] = workload;
        }
    }

    public void Cancel(Guid id)
    {
        if (running.TryGetValue(id, out var stop))
        {
            stop.Cancel();
        }
    }

    private async Task RunAsync(TaskWorkload workload)
    {
        try
        {
            var start = await InsistAsync(() => api.StartAsync(workload, identity, CancellationToken.None));
            if (start is { Refusal: null, Run: { } run })
            {
                options.OnStart(node, workload);
                var outcome = await ExecuteAsync(workload, start, run) with { Worker = identity, QueuedAt = start.QueuedAt };
                node.World.Note(node, $"ended {workload.Key} try {workload.TryNumber}: {outcome.State}");
                options.OnEnd(workload);
                await InsistAsync(() => api.FinishAsync(workload, outcome, CancellationToken.None));
            }
        }
        finally
        {
            running.Remove(workload.Id);
            if (again.Remove(workload.Id, out var next))
            {
                Accept(next);
            }
        }
    }

    private async Task<TryOutcome> ExecuteAsync(TaskWorkload workload, TaskStart start, Engine.Runs.DagRun run)
    {
        var stop = running[workload.Id].Token;
        try
        {
            return await code.RunAsync(api, workload, start, run, node.Clock, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new TryOutcome
            {
                State = start.ShouldRetry ? TaskState.UpForRetry : TaskState.Failed,
                EndDate = node.Clock.GetUtcNow(),
                ExitCause = new ExitCause("killed"),
                Reason = "stopped",
            };
        }
    }

    /// <summary>Until there is an answer: nobody else would claim the try, or tell its end.</summary>
    private async Task<T> InsistAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (exception is TimeoutException or AirflowException { IsTransient: true })
            {
                node.World.Note(node, $"tries again: {exception.Message}");
            }

            await Task.Delay(options.RetryDelay, node.Clock);
        }
    }

    private async Task BeatAsync()
    {
        while (true)
        {
            await Task.Delay(options.HeartbeatInterval, node.Clock);
            if (running.Count > 0)
            {
                await BeatOnceAsync();
            }
        }
    }

    private async Task BeatOnceAsync()
    {
        try
        {
            // what was not claimed yet is not running for the database either
            var ids = running.Keys.Where(options.IsStarted).ToList();
            foreach (var id in await api.HeartbeatAsync(ids, CancellationToken.None))
            {
                Cancel(id);
            }
        }
        catch (Exception exception) when (exception is TimeoutException or AirflowException { IsTransient: true })
        {
            node.World.Note(node, "heartbeat got no answer");
        }
    }
}
