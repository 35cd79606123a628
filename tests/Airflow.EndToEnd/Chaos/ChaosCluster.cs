using System.Diagnostics;
using Airflow.Shared;

namespace Airflow.EndToEnd.Chaos;

/// <summary>
/// A master on PostgreSQL with schedulers, an api-server and a dag-processor of their own, two workers with homes of their own, and a
/// broker; each part can be killed, held, stopped and started again while the others go on.
/// </summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    private const string Secret = "a-secret-of-this-cluster-that-is-long-enough-for-a-key";
    private const string CrashPoint = "AIRFLOW__TESTING__CRASH_POINT";
    private readonly List<StandaloneHome> hosts = [];
    private readonly List<RunningProcess> schedulers = [];
    private readonly HashSet<RunningProcess> gone = [];
    private RunningProcess? apiServer;
    private RunningProcess? dagProcessor;

    private ChaosCluster(ChaosSetup setup, PostgresServer postgres, ChaosBroker broker)
    {
        Setup = setup;
        Postgres = postgres;
        Broker = broker;
        Master = new StandaloneHome { DatabaseUrl = postgres.UrlOf("airflow") };
        if (setup.HasCables)
        {
            ApiCable = new ChaosCable(Master.Port);
            BrokerCable = new ChaosCable(broker.Port);
        }

        Replies = setup.LosesReplies ? new CuttingProxy(postgres.Port, "COMMIT") : null;
        Postman = setup.Messages is { } handling ? new ChaosPostman(broker.Url, handling) : null;
    }

    public ChaosSetup Setup { get; }

    public StandaloneHome Master { get; }

    public PostgresServer Postgres { get; }

    public ChaosBroker Broker { get; }

    public ChaosCable? ApiCable { get; }

    public ChaosCable? BrokerCable { get; }

    public CuttingProxy? Replies { get; }

    public ChaosPostman? Postman { get; }

    public IReadOnlyList<StandaloneHome> Workers => hosts;

    public IReadOnlyList<RunningProcess> Schedulers => schedulers;

    public RunningProcess ApiServer => apiServer!;

    public RunningProcess DagProcessor => dagProcessor!;

    /// <summary>From when on the cluster may be expected to go on: the fault itself, or the end of what nobody can work without.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>Processes that nobody has stopped and that ended all the same.</summary>
    public IEnumerable<RunningProcess> Fallen => schedulers.Append(ApiServer).Append(DagProcessor).Concat(hosts.Select(host => host.Begun)).Where(process => process.HasExited).Except(gone);

    /// <summary>What stands between a process and the clock, if it is installed.</summary>
    private static string? FakeTime { get; } = Directory.GetDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1")).FirstOrDefault(File.Exists);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private (string Name, string Value)[] Settings =>
    [
        ("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor"),
        ("AIRFLOW__CORE__MAX_ACTIVE_TASKS_PER_DAG", "64"),
        ("AIRFLOW__CELERY__BROKER_URL", Broker.Url),
        ("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", $"http://127.0.0.1:{Master.Port}/execution/"),
        ("AIRFLOW__EXECUTION_API__JOIN_SECRET", Secret),
        ("AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_SEC", "1"),
        ("AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT", ChaosTests.IsTimed ? "5" : "15"),
        ("AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT", "5"),
        .. Setup.VisibilityTimeout is { } timeout ? new[] { ("AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT", $"{timeout}") } : [],
        .. Replies is { } replies
            ? new[] { ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", Master.DatabaseUrl.Replace($":{Postgres.Port}/", $":{replies.Port}/", StringComparison.Ordinal) + "&sslmode=disable") }
            : [],
    ];

    public static async Task<ChaosCluster> StartAsync(ChaosSetup setup)
    {
        SkipWithoutFakeTime(setup);
        var broker = await ChaosBroker.StartAsync(setup.Broker);
        var postgres = await PostgresServer.StartAsync(isDurable: true, Cancel);
        await postgres.QueryAsync("postgres", "CREATE DATABASE airflow", Cancel);
        var cluster = new ChaosCluster(setup, postgres, broker);
        try
        {
            (await cluster.Master.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
            cluster.StartApiServer(Crash(setup.ApiServerCrash));
            cluster.StartDagProcessor();
            // one that is to be killed at a point holds all runs by then: the others come later
            for (var index = 0; index < (setup.SchedulerCrash is null ? setup.Schedulers : 1); index++)
            {
                cluster.StartScheduler([.. Crash(setup.SchedulerCrash), .. index == 0 ? Clock(setup.SchedulerClock) : []]);
            }

            await cluster.Master.WaitUntilHealthyAsync(cluster.schedulers[0]);
            cluster.StartWorker(
            [
                .. Crash(setup.WorkerCrash), .. Clock(setup.WorkerClock),
                .. cluster.ApiCable is { } api ? new[] { ("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", $"http://127.0.0.1:{api.Port}/execution/") } : [],
                .. cluster.BrokerCable is { } cable ? new[] { ("AIRFLOW__CELERY__BROKER_URL", broker.Url.Replace($":{broker.Port}/", $":{cable.Port}/", StringComparison.Ordinal)) } : [],
            ]);
            cluster.StartWorker();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public void StartApiServer(params (string Name, string Value)[] more) => apiServer = Master.Begin(["api-server", "--port", $"{Master.Port}"], [.. Settings, .. more]);

    public void StartDagProcessor() => dagProcessor = Master.Begin(["dag-processor"], Settings);

    public void StartScheduler(params (string Name, string Value)[] more) => schedulers.Add(Master.Begin(["scheduler"], [.. Settings, .. more]));

    public void StartWorker(params (string Name, string Value)[] more)
    {
        var host = new StandaloneHome();
        hosts.Add(host);
        host.Begin(
            ["celery", "worker", "-c", "8", "-q", Setup.Messages is null ? "default" : ChaosPostman.To],
            [.. Settings, ("AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT", $"{FreePort.Find()}"), ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "sqlite:////nowhere/none.db"), .. more]);
    }

    /// <summary>From now on the cluster may be expected to go on.</summary>
    public void Mark() => Since = TimeProvider.System.GetUtcNow();

    /// <summary>The scheduler that holds most of the chains' runs.</summary>
    public async Task<RunningProcess> BusiestSchedulerAsync()
    {
        const string owners = "SELECT l.owner FROM run_lease l JOIN dag_run r ON r.id = l.dag_run_id WHERE r.dag_id = 'chain' AND l.owner IS NOT NULL GROUP BY l.owner ORDER BY COUNT(*) DESC LIMIT 1";
        RunningProcess? busiest = null;
        await Master.WaitAsync("a scheduler that holds runs", async () =>
        {
            var owner = await Postgres.QueryAsync("airflow", owners, Cancel);
            busiest = schedulers.SingleOrDefault(scheduler => owner.Contains($":{scheduler.Id}:", StringComparison.Ordinal));
            return busiest is not null;
        });
        return busiest!;
    }

    /// <summary>Ends a process for good by a signal; whoever is killed takes nobody with him but his own children.</summary>
    public async Task EndAsync(RunningProcess process, string signal)
    {
        gone.Add(process);
        Mark();
        await process.SignalAsync(signal);
        await process.WaitForExitAsync(Cancel);
    }

    /// <summary>Waits until all schedulers are at work.</summary>
    public Task WaitForSchedulersAsync() => Master.WaitAsync(
        "all schedulers",
        async () => await Postgres.QueryAsync("airflow", "SELECT COUNT(*) FROM job WHERE job_type = 'SchedulerJob' AND state = 'running'", Cancel) == $"{schedulers.Count}");

    /// <summary>Waits until it has come to its crash point.</summary>
    public async Task WaitForCrashAsync(RunningProcess process)
    {
        gone.Add(process);
        await process.WaitForExitAsync(Cancel).WaitAsync(StandaloneHome.Patience, TimeProvider.System, Cancel);
        Mark();
    }

    /// <summary>Holds a process with all its children for a while.</summary>
    public async Task HoldAsync(RunningProcess process, TimeSpan duration, bool hasOthers)
    {
        string[] all = [.. process.Descendants().Append(process.Id).Select(pid => $"{pid}")];
        await SignalAsync("-STOP", all);
        if (hasOthers)
        {
            Mark();
        }

        await Task.Delay(duration, TimeProvider.System, Cancel);
        await SignalAsync("-CONT", all);
        if (!hasOthers)
        {
            Mark();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // with cables plugged in, for workers say good-bye
        ApiCable?.Plug();
        BrokerCable?.Plug();
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        await Master.DisposeAsync();
        foreach (var part in new IAsyncDisposable?[] { Postman, ApiCable, BrokerCable, Replies, Broker, Postgres }.OfType<IAsyncDisposable>())
        {
            await part.DisposeAsync();
        }
    }

    private static (string Name, string Value)[] Crash(string? point) => point is null ? [] : [(CrashPoint, point)];

    /// <summary>All clocks of the process but the monotonic one are wrong.</summary>
    private static (string Name, string Value)[] Clock(string? offset) => offset is null ? [] : [("LD_PRELOAD", FakeTime!), ("FAKETIME", offset), ("FAKETIME_DONT_FAKE_MONOTONIC", "1")];

    private static void SkipWithoutFakeTime(ChaosSetup setup)
    {
        if ((setup.WorkerClock ?? setup.SchedulerClock) is not null && FakeTime is null)
        {
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") != "true", "faketime is not installed");
            throw new InvalidOperationException("faketime is not installed.");
        }
    }

    private static async Task SignalAsync(string signal, string[] pids)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [signal, .. pids]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync(Cancel);
    }
}
