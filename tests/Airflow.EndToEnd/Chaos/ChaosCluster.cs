using System.Diagnostics;
using System.Globalization;
using Airflow.Shared;

namespace Airflow.EndToEnd.Chaos;

/// <summary>
/// A master on PostgreSQL with schedulers, an api-server and a dag-processor of their own, two workers with homes of their own, and a
/// broker; each part can be killed, held, stopped and started again while the others go on.
/// </summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    private const string Secret = "a-secret-of-this-cluster-that-is-long-enough-for-a-key";
    private readonly List<StandaloneHome> hosts = [];
    private readonly RedisServer? redis;
    private readonly RabbitMqServer? rabbit;
    private readonly List<RunningProcess> schedulers = [];
    private readonly List<RunningProcess> gone = [];
    private RunningProcess? apiServer;
    private RunningProcess? dagProcessor;

    private ChaosCluster(PostgresServer postgres, RedisServer? redis, RabbitMqServer? rabbit)
    {
        Postgres = postgres;
        this.redis = redis;
        this.rabbit = rabbit;
        Master = new StandaloneHome { DatabaseUrl = postgres.UrlOf("airflow") };
    }

    public StandaloneHome Master { get; }

    public PostgresServer Postgres { get; }

    public IReadOnlyList<StandaloneHome> Workers => hosts;

    public IReadOnlyList<RunningProcess> Schedulers => schedulers;

    public RunningProcess ApiServer => apiServer!;

    public RunningProcess DagProcessor => dagProcessor!;

    /// <summary>Processes that nobody has stopped and that ended all the same.</summary>
    public IEnumerable<RunningProcess> Fallen => schedulers.Append(ApiServer).Append(DagProcessor).Concat(hosts.Select(host => host.Begun)).Where(process => process.HasExited).Except(gone);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private (string Name, string Value)[] Settings =>
    [
        ("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor"),
        ("AIRFLOW__CORE__MAX_ACTIVE_TASKS_PER_DAG", "64"),
        ("AIRFLOW__CELERY__BROKER_URL", redis?.Url ?? rabbit!.Url),
        ("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", $"http://127.0.0.1:{Master.Port}/execution/"),
        ("AIRFLOW__EXECUTION_API__JOIN_SECRET", Secret),
        ("AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_SEC", "1"),
        ("AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT", "5"),
        ("AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT", "5"),
    ];

    public static async Task<ChaosCluster> StartAsync(string broker, int schedulers)
    {
        var postgres = await PostgresServer.StartAsync(isDurable: true, Cancel);
        await postgres.QueryAsync("postgres", "CREATE DATABASE airflow", Cancel);
        var isRedis = broker == "redis";
        var cluster = new ChaosCluster(postgres, isRedis ? await RedisServer.StartAsync() : null, isRedis ? null : await RabbitMqServer.StartAsync());
        try
        {
            (await cluster.Master.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
            cluster.StartApiServer();
            cluster.StartDagProcessor();
            for (var index = 0; index < schedulers; index++)
            {
                cluster.StartScheduler();
            }

            await cluster.Master.WaitUntilHealthyAsync(cluster.schedulers[0]);
            cluster.StartWorker();
            cluster.StartWorker();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public void StartApiServer() => apiServer = Master.Begin(["api-server", "--port", $"{Master.Port}"], Settings);

    public void StartDagProcessor() => dagProcessor = Master.Begin(["dag-processor"], Settings);

    public void StartScheduler() => schedulers.Add(Master.Begin(["scheduler"], Settings));

    public void StartWorker()
    {
        var host = new StandaloneHome();
        hosts.Add(host);
        host.Begin(
            ["celery", "worker", "-c", "4"],
            [.. Settings, ("AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT", $"{FreePort.Find()}"), ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "sqlite:////nowhere/none.db")]);
    }

    /// <summary>Ends a process for good by a signal; whoever is killed takes nobody with him but his own children.</summary>
    public async Task EndAsync(RunningProcess process, string signal)
    {
        gone.Add(process);
        await process.SignalAsync(signal);
        await process.WaitForExitAsync(Cancel);
    }

    /// <summary>Holds a process with all its children for a while.</summary>
    public static async Task HoldAsync(RunningProcess process, TimeSpan duration)
    {
        string[] all = [.. process.Descendants().Append(process.Id).Select(pid => $"{pid}")];
        await SignalAsync("-STOP", all);
        await Task.Delay(duration, TimeProvider.System, Cancel);
        await SignalAsync("-CONT", all);
    }

    /// <summary>The broker goes and comes back; Redis has forgotten everything then, RabbitMQ keeps what is durable.</summary>
    public async Task RestartBrokerAsync()
    {
        if (redis is not null)
        {
            await redis.StopAsync();
            await redis.StartAgainAsync();
        }
        else
        {
            await rabbit!.StopAsync();
            await rabbit.StartAgainAsync();
        }
    }

    /// <summary>Every message that waits is there twice, once and again.</summary>
    public async Task DoubleMessagesAsync(TimeSpan duration)
    {
        const string script = "local all = redis.call('LRANGE', KEYS[1], 0, 9) for _, one in ipairs(all) do redis.call('LPUSH', KEYS[1], one) end return #all";
        var doubled = 0;
        var begin = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begin) < duration)
        {
            using var tool = Process.Start(new ProcessStartInfo("redis-cli", ["-p", $"{redis!.Port}", "EVAL", script, "1", "default"]) { RedirectStandardOutput = true })!;
            doubled += int.Parse(await tool.StandardOutput.ReadToEndAsync(Cancel), CultureInfo.InvariantCulture);
            await tool.WaitForExitAsync(Cancel);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
        }

        doubled.ShouldBePositive("no message waited, so none was doubled");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        await Master.DisposeAsync();
        if (redis is not null)
        {
            await redis.DisposeAsync();
        }

        if (rabbit is not null)
        {
            await rabbit.DisposeAsync();
        }

        await Postgres.DisposeAsync();
    }

    private static async Task SignalAsync(string signal, string[] pids)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [signal, .. pids]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync(Cancel);
    }
}
