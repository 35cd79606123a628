using System.Collections.Concurrent;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Execution.Remote;

/// <summary>The lives of tries, and the runs that they make: every call may come twice, because its first answer was lost.</summary>
internal sealed class RemoteTryEndpoints(ExecutionServices services)
{
    private const int MaxRemembered = 10_000;

    /// <summary>What became of triggers lately, by the id of the call.</summary>
    private readonly ConcurrentDictionary<Guid, Task<RunCreation>> triggers = new();

    public void Map(RemoteRoutes routes)
    {
        var api = services.Api;
        routes.Map(RemoteCalls.Start, async (request, cancellationToken) => await api.StartAsync(request.Workload, request.Worker, cancellationToken));
        routes.Map(RemoteCalls.Claim, async (request, cancellationToken) => await ClaimAsync(request, cancellationToken));
        routes.Map(RemoteCalls.ClaimMany, (requests, cancellationToken) => EachAsync(requests, request => ClaimAsync(request, cancellationToken)));
        routes.Map(RemoteCalls.Heartbeat, async (request, cancellationToken) => await api.HeartbeatAsync(request.Ids, cancellationToken));
        routes.Map(RemoteCalls.Finish, FinishAsync);
        routes.Map(RemoteCalls.FinishMany, (requests, cancellationToken) => EachAsync(requests, request => FinishAsync(request, cancellationToken)));
        routes.Map(RemoteCalls.SetRenderedFields, (request, cancellationToken) => api.SetRenderedFieldsAsync(request.Key, request.Json, cancellationToken));
        routes.Map(RemoteCalls.TriggerRun, TriggerAsync);
        routes.Map(RemoteCalls.FindRun, (request, cancellationToken) => api.FindRunAsync(request.DagId, request.RunId, cancellationToken));
        routes.Map(RemoteCalls.ListRuns, async (request, cancellationToken) => await api.ListRunsAsync(request, cancellationToken));
        routes.Map(RemoteCalls.ListTaskInstances, async (request, cancellationToken) => await api.ListTaskInstancesAsync(request.DagId, request.RunId, cancellationToken));
    }

    /// <summary>All at the same time, so that the database is asked for all of them together.</summary>
    private static async Task<IReadOnlyList<TAnswer>?> EachAsync<TRequest, TAnswer>(IReadOnlyList<TRequest> requests, Func<TRequest, Task<TAnswer>> answer) =>
        await Task.WhenAll(requests.Select(answer));

    private Task<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => services.Api.ClaimAsync(request.Id, request.Worker, cancellationToken);

    private async Task<bool> FinishAsync(FinishRequest request, CancellationToken cancellationToken) =>
        await services.Api.FinishAsync(request.Workload, request.Outcome, cancellationToken) || await IsStoredAsync(request, cancellationToken);

    /// <summary>Whether this very end is what the try had already: then the answer to it was lost. Databases keep microseconds.</summary>
    private async Task<bool> IsStoredAsync(FinishRequest request, CancellationToken cancellationToken)
    {
        var row = await services.Stores.Tasks.FindAsync(request.Workload.Id, cancellationToken) ?? await services.Stores.Tasks.FindArchivedAsync(request.Workload.Id, cancellationToken);
        var (outcome, worker) = (request.Outcome, request.Outcome.Worker);
        return row is not null
            && (worker is null || (row.Hostname == worker.Hostname && row.Pid == worker.Pid))
            && (outcome.Suspension is null ? row.EndDate : row.UpdatedAt) is { } end && Math.Abs((end - outcome.EndDate).Ticks) < TimeSpan.TicksPerMicrosecond
            && (row.State == outcome.State || outcome.State is TaskState.UpForRetry or TaskState.None);
    }

    private async Task<RunCreation> TriggerAsync(TriggerRequest request, CancellationToken cancellationToken)
    {
        if (triggers.Count >= MaxRemembered)
        {
            triggers.Clear();
        }

        var creation = triggers.GetOrAdd(request.CallId, _ => services.Api.TriggerRunAsync(request.DagId, request.Request, CancellationToken.None));
        try
        {
            return await creation.WaitAsync(cancellationToken);
        }
        catch (Engine.AirflowException)
        {
            // nothing was made, so the next attempt may
            triggers.TryRemove(KeyValuePair.Create(request.CallId, creation));
            throw;
        }
    }
}
