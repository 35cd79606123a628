using Airflow.Engine.Coordination;
using Airflow.Engine.Listing;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;
using Airflow.Server.Health;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/workers: who runs tasks, on which queues, with how many free slots, and what waits for nobody.</summary>
internal static class WorkerEndpoints
{
    /// <summary>Tasks that are named; of the others only the number.</summary>
    private const int MostTasks = 500;

    /// <summary>Workers that went away are shown for so long.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get("/workers", "get_workers", ApiResources.ClusterActivity, GetAsync));

    private static async Task GetAsync(ApiCall call)
    {
        var now = call.Services.Clock.GetUtcNow();
        var workers = call.Services.Stores.Workers is { } store ? await store.ListAsync(null, null, call.Aborted) : [];
        var alive = workers.Where(worker => worker.IsAlive(now)).ToList();
        var gone = workers.Where(worker => !worker.IsAlive(now) && now - worker.LatestHeartbeat < Remembered);
        var health = await ((RoleHealth)call.Context.RequestServices.GetService(typeof(RoleHealth))!).CheckAsync(call.Aborted);
        var unserved = health.Workers?.Unserved.ToDictionary(static queue => queue.Queue, static queue => queue.Describe(), StringComparer.Ordinal);
        var queued = unserved is not null && call.Services.Stores.Workers is { } counting ? await counting.CountQueuedAsync(call.Aborted) : new Dictionary<string, int>(StringComparer.Ordinal);
        var served = WorkerQueues.Served(alive);
        var running = await RunningAsync(call);
        await call.AnswerAsync(new
        {
            call.Services.Executor,
            HasWorkers = unserved is not null,
            CanSteer = call.Services.WorkerControl is not null,
            Workers = alive.Concat(gone).Select(worker => Of(worker, now)),
            Queues = served.Concat(queued.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(queue => new
            {
                Queue = queue,
                Waiting = queued.GetValueOrDefault(queue),
                Workers = alive.Count(worker => worker.Queues.Contains(queue, StringComparer.Ordinal)),
                Problem = unserved?.GetValueOrDefault(queue),
            }),
            RunningTasks = running.Items.Select(static one => Of(one.Task)),
            RunningTotal = running.Total,
        });
    }

    private static async Task<ListPage<ListedTask>> RunningAsync(ApiCall call)
    {
        var filters = new ListFilters(call).Visible("dag_id", "can_read", ApiResources.TaskInstances).Add(ListFilter.Is("state", TaskState.Running.Name()));
        return await call.Services.Listings.Tasks.ListAsync(new ListQuery { Filters = filters.All, Order = [ListOrder.Parse("start_date")], Limit = MostTasks }, call.Aborted);
    }

    private static object Of(WorkerRecord worker, DateTimeOffset now) => new
    {
        worker.Id,
        worker.Name,
        worker.Hostname,
        worker.Pid,
        State = worker.StateAt(now).ToString().ToLowerInvariant(),
        worker.Queues,
        worker.Capacity,
        worker.Active,
        worker.CpuPercent,
        worker.MemoryUsed,
        worker.MemoryTotal,
        worker.Version,
        worker.StartedAt,
        worker.LatestHeartbeat,
        worker.EndedAt,
        IsAlive = worker.IsAlive(now),
    };

    private static object Of(TaskInstance task) => new
    {
        task.Id,
        task.Key.DagId,
        DagRunId = task.Key.RunId,
        task.Key.TaskId,
        task.Key.MapIndex,
        task.TryNumber,
        task.Hostname,
        task.Queue,
        task.Pid,
        task.StartDate,
    };
}
