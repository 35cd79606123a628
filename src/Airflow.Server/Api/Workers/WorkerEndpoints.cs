using Airflow.Engine.Coordination;
using Airflow.Engine.Listing;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Workers;

/// <summary>/workers and /queues: who runs tries, how busy they are, and what waits for nobody. What Airflow does not have, under its conventions.</summary>
internal static class WorkerEndpoints
{
    public const string One = "/workers/{worker_name}";
    public const string Tag = "Worker";

    /// <summary>Tries that are named at most.</summary>
    private const int MostTasks = 1000;

    /// <summary>Workers that went away are told of for so long.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/workers", "get_workers", ApiNeed.Read(ApiResources.ClusterActivity), ListAsync)
        {
            Tag = Tag,
            Parameters = [Paging.Limit, Paging.Offset, ApiParameter.Text("hostname"), ApiParameter.Text("queue"), ApiParameter.Flag("is_alive")],
            Answer = typeof(WorkerCollectionResponse),
        });
        routes.Map(new("GET", One, "get_worker", ApiNeed.Read(ApiResources.ClusterActivity), GetAsync) { Tag = Tag, Answer = typeof(WorkerResponse) });
        routes.Map(new("GET", "/queues", "get_queues", ApiNeed.Read(ApiResources.ClusterActivity), QueuesAsync)
        {
            Tag = Tag,
            Parameters = [ApiParameter.Flag("is_served")],
            Answer = typeof(QueueCollectionResponse),
        });
        WorkerSteering.Map(routes);
    }

    /// <summary>The worker of that name that was heard of last.</summary>
    /// <exception cref="ApiException">404.</exception>
    public static async Task<WorkerRecord> FindAsync(ApiCall call)
    {
        var name = call.Route("worker_name");
        return (await RememberedAsync(call)).Where(worker => worker.Name == name).MaxBy(static worker => worker.LatestHeartbeat)
            ?? throw ApiException.NotFound($"The Worker with name: `{name}` was not found");
    }

    private static async Task ListAsync(ApiCall call)
    {
        var now = call.Services.Clock.GetUtcNow();
        var (hostname, queue, isAlive) = (call.Text("hostname"), call.Text("queue"), call.Flag("is_alive"));
        var workers = (await RememberedAsync(call))
            .Where(worker => (hostname is null || worker.Hostname == hostname)
                && (queue is null || worker.Queues.Contains(queue, StringComparer.Ordinal))
                && (isAlive is null || worker.IsAlive(now) == isAlive))
            .OrderByDescending(worker => worker.IsAlive(now)).ThenBy(static worker => worker.Name, StringComparer.Ordinal).ThenByDescending(static worker => worker.StartedAt)
            .ToList();
        var page = workers.Skip((int)Math.Min(call.Long("offset")!.Value, int.MaxValue)).Take((int)Math.Min(call.Long("limit")!.Value, call.Services.MaxPageLimit)).ToList();
        var running = page.Exists(worker => worker.IsAlive(now)) ? await RunningAsync(call, null) : Enumerable.Empty<WorkerTaskResponse>().ToLookup(static _ => ("", 0));
        await call.AnswerAsync(new WorkerCollectionResponse([.. page.Select(worker => WorkerResponse.Of(worker, now, [.. running[(worker.Hostname, worker.Pid)]]))], workers.Count));
    }

    private static async Task GetAsync(ApiCall call)
    {
        var worker = await FindAsync(call);
        var running = await RunningAsync(call, worker.Hostname);
        await call.AnswerAsync(WorkerResponse.Of(worker, call.Services.Clock.GetUtcNow(), [.. running[(worker.Hostname, worker.Pid)]]));
    }

    private static async Task QueuesAsync(ApiCall call)
    {
        // an executor without workers asks nobody by queue
        if (call.Services.Stores.Workers is not { } store || !call.Services.Explain.UsesQueues)
        {
            await call.AnswerAsync(new QueueCollectionResponse([], 0));
            return;
        }

        var alive = await new WorkerQueues(store, call.Services.Clock).ListAliveAsync(call.Aborted);
        var waiting = await store.CountQueuedAsync(call.Aborted);
        var served = WorkerQueues.Served(alive);
        var queues = served.Union(waiting.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(queue =>
        {
            var (count, isServed) = (waiting.GetValueOrDefault(queue), served.Contains(queue, StringComparer.Ordinal));
            IReadOnlyList<string> names = [.. alive.Where(worker => worker.Queues.Contains(queue, StringComparer.Ordinal)).Select(static worker => worker.Name).Order(StringComparer.Ordinal)];
            return new QueueResponse(queue, count, names, isServed, isServed ? null : new UnservedQueue(queue, count, served).Describe());
        });
        var wanted = queues.Where(queue => call.Flag("is_served") is not { } flag || queue.IsServed == flag).ToList();
        await call.AnswerAsync(new QueueCollectionResponse(wanted, wanted.Count));
    }

    private static async Task<IReadOnlyList<WorkerRecord>> RememberedAsync(ApiCall call)
    {
        var now = call.Services.Clock.GetUtcNow();
        return call.Services.Stores.Workers is { } store
            ? [.. (await store.ListAsync(null, null, call.Aborted)).Where(worker => now - worker.LatestHeartbeat < Remembered)]
            : [];
    }

    /// <summary>What runs and may be seen, by the worker's host and process.</summary>
    private static async Task<ILookup<(string Hostname, int Pid), WorkerTaskResponse>> RunningAsync(ApiCall call, string? hostname)
    {
        var filters = new ListFilters(call).Visible("dag_id", "can_read", ApiResources.TaskInstances).Add(ListFilter.Is("state", TaskState.Running.Name()));
        var query = new ListQuery { Filters = filters.All, Order = [ListOrder.Parse("start_date")], Limit = MostTasks };
        var tasks = (await call.Services.Listings.Tasks.ListAsync(query, call.Aborted)).Items.Select(static one => one.Task);
        return tasks.Where(task => hostname is null || task.Hostname == hostname).ToLookup(static task => (task.Hostname ?? "", task.Pid ?? 0), Of);
    }

    private static WorkerTaskResponse Of(TaskInstance task) =>
        new(task.Id, task.Key.DagId, task.Key.RunId, task.Key.TaskId, task.Key.MapIndex, task.TryNumber, task.Queue, task.Pid, task.StartDate);
}
