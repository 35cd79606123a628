namespace Airflow.Cli.Bench.Cluster;

/// <summary>
/// The roles as processes of their own: api-server, dag-processor, one or more schedulers with CeleryExecutor on PostgreSQL, and a worker
/// with a home of its own, without access to the database.
/// </summary>
internal sealed class BenchCluster : BenchHome
{
    private const int Concurrency = 16;
    private readonly (string Name, string Value)[] workerSettings;
    private readonly string workerFolder = Directory.CreateTempSubdirectory("airflow-bench-worker-").FullName;
    private readonly int schedulers;

    private BenchCluster(TimeProvider clock, string databaseUrl, (string Name, string Value)[] settings, (string Name, string Value)[] workerSettings, int schedulers)
        : base(clock, databaseUrl, [.. settings, ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", databaseUrl)])
    {
        this.workerSettings = workerSettings;
        this.schedulers = schedulers;
    }

    public static async Task<BenchCluster> CreateAsync(TimeProvider clock, BenchServices services, string brokerUrl, int schedulers, int parallelism, CancellationToken cancellationToken)
    {
        var port = FreePort();
        (string Name, string Value)[] shared =
        [
            ("AIRFLOW__CELERY__BROKER_URL", brokerUrl),
            ("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", $"http://127.0.0.1:{port}/execution/"),
            ("AIRFLOW__EXECUTION_API__JOIN_SECRET", Convert.ToHexString(Guid.CreateVersion7().ToByteArray())),
        ];
        (string Name, string Value)[] settings =
        [
            .. shared,
            ("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor"),
            ("AIRFLOW__CORE__PARALLELISM", $"{parallelism}"),
            ("AIRFLOW__CORE__MAX_ACTIVE_TASKS_PER_DAG", "64"),
        ];
        return new BenchCluster(clock, await services.NewDatabaseAsync(cancellationToken), settings, shared, schedulers) { Port = port };
    }

    /// <summary>Starts every role; returns the milliseconds until a scheduler is healthy and the worker listens.</summary>
    public override async Task<double> StartAsync(CancellationToken cancellationToken)
    {
        var begin = Clock.GetTimestamp();
        StartProcess(Folder, "api-server", "--port", Port.ToString());
        StartProcess(Folder, "dag-processor");
        for (var index = 0; index < schedulers; index++)
        {
            StartProcess(Folder, "scheduler");
        }

        await WaitAsync("a healthy scheduler", IsHealthyAsync, cancellationToken);
        StartProcess(workerFolder, workerSettings, "celery", "worker", "-q", "default", "-c", $"{Concurrency}");
        return Clock.GetElapsedTime(begin).TotalMilliseconds;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(workerFolder, recursive: true);
    }
}
