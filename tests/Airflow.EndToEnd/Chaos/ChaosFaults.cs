namespace Airflow.EndToEnd.Chaos;

/// <summary>All that goes wrong.</summary>
internal static class ChaosFaults
{
    private static readonly TimeSpan Worker = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongerThanHeartbeats = TimeSpan.FromSeconds(8);

    public static IReadOnlyList<ChaosFault> All { get; } = [.. Workers(), .. Schedulers(), .. OtherRoles(), .. Brokers(), .. Databases(), .. Networks(), .. Clocks()];

    private static IEnumerable<ChaosFault> Workers() =>
    [
        new("worker killed", static cluster => EndWorkerAsync(cluster, "KILL")) { Limit = Worker, CostsTries = true },
        CrashOfWorker("worker killed after a claim", "executor-claimed:12"),
        CrashOfWorker("worker killed before the end is told", "executor-ended:12"),
        new("worker held", static cluster => cluster.HoldAsync(cluster.Workers[0].Begun, Minute, hasOthers: true)) { Limit = Worker, CostsTries = true },
        new("worker stopped", static cluster => EndWorkerAsync(cluster, "TERM")) { Limit = Worker },
    ];

    private static IEnumerable<ChaosFault> Schedulers() =>
    [
        new("scheduler killed", static cluster => EndSchedulerAsync(cluster, "KILL")) { Limit = Short },
        CrashOfScheduler("scheduler killed before a commit", "scheduler-before-commit:300"),
        CrashOfScheduler("scheduler killed after a commit", "scheduler-after-commit:300"),
        new("scheduler held", static async cluster => await cluster.HoldAsync(await cluster.BusiestSchedulerAsync(), Minute, cluster.Schedulers.Count > 1)) { Limit = Short },
        new("scheduler stopped", static cluster => EndSchedulerAsync(cluster, "TERM")) { Limit = Short },
    ];

    /// <summary>An api-server that takes longer to come back than heartbeats may be missing costs the tries that run.</summary>
    private static IEnumerable<ChaosFault> OtherRoles() =>
    [
        new("api-server killed", static cluster => EndApiServerAsync(cluster, "KILL")) { CostsTries = true },
        CrashOfApiServer("api-server killed before a claim", "claim-before:140"),
        CrashOfApiServer("api-server killed after a claim", "claim-after:140"),
        CrashOfApiServer("api-server killed before an end", "finish-before:140"),
        CrashOfApiServer("api-server killed after an end", "finish-after:140"),
        new("api-server held", static cluster => cluster.HoldAsync(cluster.ApiServer, Minute, hasOthers: false)) { CostsTries = true },
        new("api-server stopped", static cluster => EndApiServerAsync(cluster, "TERM")) { CostsTries = true },
        new("dag-processor killed", static cluster => EndDagProcessorAsync(cluster, "KILL")),
        new("dag-processor held", static cluster => cluster.HoldAsync(cluster.DagProcessor, Minute, hasOthers: true)),
        new("dag-processor stopped", static cluster => EndDagProcessorAsync(cluster, "TERM")),
    ];

    private static IEnumerable<ChaosFault> Brokers() =>
    [
        new("broker restarted", static async cluster =>
        {
            await cluster.Broker.RestartAsync();
            cluster.Mark();
        }) { Limit = Short },
        new("broker wiped", static async cluster =>
        {
            await cluster.Broker.WipeAsync();
            cluster.Mark();
        }) { Limit = Short },
        new("messages doubled", CarryAsync) { Setup = new() { Messages = MessageHandling.Doubled } },
        new("messages delayed", CarryAsync) { Setup = new() { Messages = MessageHandling.Delayed, Links = 12 } },
        new("messages reordered", CarryAsync) { Setup = new() { Messages = MessageHandling.Reordered, Links = 20 } },
        new("visibility time-out shorter than a task", static _ => Task.CompletedTask)
        {
            NeedsRedis = true,
            Setup = new() { VisibilityTimeout = 1, WorkMilliseconds = 3000 },
        },
    ];

    private static IEnumerable<ChaosFault> Databases() =>
    [
        new("database restarted", static cluster => RestartDatabaseAsync(cluster, "fast")) { Limit = Short, RefusesTriggers = true },
        new("database crashed", static cluster => RestartDatabaseAsync(cluster, "immediate")) { Limit = Short, RefusesTriggers = true },
        new("connections terminated", TerminateConnectionsAsync) { Limit = Short },
        new("replies to commits lost", LoseRepliesAsync) { Limit = Short, Setup = new() { LosesReplies = true } },
    ];

    private static IEnumerable<ChaosFault> Networks() =>
    [
        new("worker cut off from the api-server", static cluster => CutAsync(cluster, cluster.ApiCable!)) { Limit = Worker, CostsTries = true, Setup = new() { HasCables = true } },
        new("worker cut off from the broker", static cluster => CutAsync(cluster, cluster.BrokerCable!)) { Limit = Worker, Setup = new() { HasCables = true } },
    ];

    private static IEnumerable<ChaosFault> Clocks() =>
    [
        new("clock of a worker an hour ahead", static _ => Task.CompletedTask) { Setup = new() { WorkerClock = "+1h" } },
        new("clock of a worker an hour behind", static _ => Task.CompletedTask) { Setup = new() { WorkerClock = "-1h" } },
        new("clock of a scheduler an hour ahead", static _ => Task.CompletedTask) { Setup = new() { SchedulerClock = "+1h" } },
        new("clock of a scheduler an hour behind", static _ => Task.CompletedTask) { Setup = new() { SchedulerClock = "-1h" } },
    ];

    private static ChaosFault CrashOfWorker(string name, string point) => new(name, static async cluster =>
    {
        await cluster.WaitForCrashAsync(cluster.Workers[0].Begun);
        cluster.StartWorker();
    }) { Limit = Worker, CostsTries = true, Setup = new() { WorkerCrash = point } };

    private static ChaosFault CrashOfScheduler(string name, string point) => new(name, static async cluster =>
    {
        for (var index = 1; index < cluster.Setup.Schedulers; index++)
        {
            cluster.StartScheduler();
        }

        await cluster.WaitForSchedulersAsync();
        cluster.Schedulers[0].HasExited.ShouldBeFalse("it came to its crash point before the others were there");
        await cluster.WaitForCrashAsync(cluster.Schedulers[0]);
        cluster.StartScheduler();
    }) { Limit = Short, Setup = new() { SchedulerCrash = point, Links = 200 } };

    /// <summary>Later than work has come under way: nothing starts without the api-server.</summary>
    private static ChaosFault CrashOfApiServer(string name, string point) => new(name, static async cluster =>
    {
        await cluster.WaitForCrashAsync(cluster.ApiServer);
        cluster.StartApiServer();
    }) { CostsTries = true, Setup = new() { ApiServerCrash = point } };

    private static async Task EndWorkerAsync(ChaosCluster cluster, string signal)
    {
        await cluster.EndAsync(cluster.Workers[0].Begun, signal);
        cluster.StartWorker();
    }

    private static async Task EndSchedulerAsync(ChaosCluster cluster, string signal)
    {
        await cluster.EndAsync(await cluster.BusiestSchedulerAsync(), signal);
        cluster.StartScheduler();
    }

    private static async Task EndApiServerAsync(ChaosCluster cluster, string signal)
    {
        await cluster.EndAsync(cluster.ApiServer, signal);
        cluster.StartApiServer();
    }

    private static async Task EndDagProcessorAsync(ChaosCluster cluster, string signal)
    {
        await cluster.EndAsync(cluster.DagProcessor, signal);
        cluster.StartDagProcessor();
    }

    /// <summary>The postman has been at work all the time.</summary>
    private static Task CarryAsync(ChaosCluster cluster)
    {
        cluster.Postman!.Carried.ShouldBePositive();
        return Task.CompletedTask;
    }

    private static async Task RestartDatabaseAsync(ChaosCluster cluster, string mode)
    {
        await cluster.Postgres.StopAsync(mode, TestContext.Current.CancellationToken);
        await cluster.Postgres.StartAsync(TestContext.Current.CancellationToken);
        cluster.Mark();
    }

    /// <summary>Ten times a second for five seconds, one at random.</summary>
    private static async Task TerminateConnectionsAsync(ChaosCluster cluster)
    {
        const string one = "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE datname = 'airflow' AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1) x";
        for (var index = 0; index < 50; index++)
        {
            await cluster.Postgres.QueryAsync("postgres", one, TestContext.Current.CancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        cluster.Mark();
    }

    /// <summary>Each tenth of a second the answer to the next commit.</summary>
    private static async Task LoseRepliesAsync(ChaosCluster cluster)
    {
        for (var index = 0; index < 50; index++)
        {
            cluster.Replies!.CutNext(1);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        cluster.Replies!.CutNext(0);
        cluster.Mark();
        cluster.Replies.Cuts.ShouldBeGreaterThan(10);
    }

    private static async Task CutAsync(ChaosCluster cluster, ChaosCable cable)
    {
        cable.Pull();
        cluster.Mark();
        await Task.Delay(LongerThanHeartbeats, TimeProvider.System, TestContext.Current.CancellationToken);
        cable.Plug();
    }
}
