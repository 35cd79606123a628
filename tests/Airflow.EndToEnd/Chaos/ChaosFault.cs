namespace Airflow.EndToEnd.Chaos;

/// <summary>Something that goes wrong in a cluster while it works.</summary>
internal sealed record ChaosFault(string Name, Func<ChaosCluster, Task> HappenAsync)
{
    private static readonly TimeSpan LongerThanHeartbeats = TimeSpan.FromSeconds(8);

    /// <summary>Only where messages wait in lists that a test can write to.</summary>
    public bool NeedsRedis { get; init; }

    public static IReadOnlyList<ChaosFault> All { get; } =
    [
        new("worker killed", static async cluster =>
        {
            await cluster.EndAsync(cluster.Workers[0].Begun, "KILL");
            cluster.StartWorker();
        }),
        new("worker held", static cluster => ChaosCluster.HoldAsync(cluster.Workers[0].Begun, LongerThanHeartbeats)),
        new("worker stopped", static async cluster =>
        {
            await cluster.EndAsync(cluster.Workers[0].Begun, "TERM");
            cluster.StartWorker();
        }),
        new("scheduler killed", static async cluster =>
        {
            await cluster.EndAsync(cluster.Schedulers[0], "KILL");
            cluster.StartScheduler();
        }),
        new("scheduler held", static cluster => ChaosCluster.HoldAsync(cluster.Schedulers[0], LongerThanHeartbeats)),
        new("scheduler stopped", static async cluster =>
        {
            await cluster.EndAsync(cluster.Schedulers[0], "TERM");
            cluster.StartScheduler();
        }),
        new("api-server killed", static async cluster =>
        {
            await cluster.EndAsync(cluster.ApiServer, "KILL");
            cluster.StartApiServer();
        }),
        new("dag-processor killed", static async cluster =>
        {
            await cluster.EndAsync(cluster.DagProcessor, "KILL");
            cluster.StartDagProcessor();
        }),
        new("broker restarted", static cluster => cluster.RestartBrokerAsync()),
        new("messages doubled", static cluster => cluster.DoubleMessagesAsync(TimeSpan.FromSeconds(3))) { NeedsRedis = true },
        new("database restarted", static cluster => RestartDatabaseAsync(cluster, "fast")),
        new("database crashed", static cluster => RestartDatabaseAsync(cluster, "immediate")),
        new("connections terminated", TerminateConnectionsAsync),
    ];

    private static async Task RestartDatabaseAsync(ChaosCluster cluster, string mode)
    {
        await cluster.Postgres.StopAsync(mode, TestContext.Current.CancellationToken);
        await cluster.Postgres.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Ten times a second for three seconds, one at random.</summary>
    private static async Task TerminateConnectionsAsync(ChaosCluster cluster)
    {
        const string one = "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE datname = 'airflow' AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1) x";
        for (var index = 0; index < 30; index++)
        {
            await cluster.Postgres.QueryAsync("postgres", one, TestContext.Current.CancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
