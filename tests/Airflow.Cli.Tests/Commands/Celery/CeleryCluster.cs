using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;
using Airflow.Celery.Workers;
using Airflow.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Cli.Tests.Commands.Celery;

/// <summary>A Redis server, a home that names it, and workers that serve queues and run nothing.</summary>
public sealed class CeleryCluster : IAsyncDisposable
{
    private readonly List<(CeleryWorker Worker, IBroker Broker)> _workers = [];
    private RedisServer? _redis;

    public TestHome Home { get; } = new(withDatabase: false);

    public string Url => _redis!.Url;

    /// <summary>Starts Redis when it is first asked for; a test is skipped where there is none, which a fixture's own start could not do.</summary>
    public async ValueTask RequireAsync()
    {
        if (_redis is not null)
        {
            return;
        }

        _redis = await RedisServer.StartAsync();
        Home.Set("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor");
        Home.Set("AIRFLOW__CELERY__BROKER_URL", Url);
    }

    /// <summary>Starts a worker that answers when the task completes.</summary>
    public async Task<CeleryWorker> StartWorkerAsync(string name, params string[] queues)
    {
        var broker = BrokerCatalog.Open(new BrokerOptions { Url = Url }, TimeProvider.System, NullLoggerFactory.Instance);
        var worker = new CeleryWorker(
            broker, new IdleRunner(), new CeleryWorkerOptions { NodeName = name, Queues = queues, Concurrency = 3 }, TimeProvider.System, NullLogger<CeleryWorker>.Instance);
        _workers.Add((worker, broker));
        await worker.StartAsync(TestContext.Current.CancellationToken);
        for (var answered = false; !answered; answered = (await CliRun.RunAsync(["celery", "inspect", "ping", "-d", name, "-t", "5"], Home)).ExitCode == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        return worker;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (worker, broker) in _workers)
        {
            await worker.DisposeAsync();
            await broker.DisposeAsync();
        }

        if (_redis is { } redis)
        {
            await redis.DisposeAsync();
        }

        Home.Dispose();
    }

    private sealed class IdleRunner : IWorkloadRunner
    {
        public Task<WorkloadEnd> RunAsync(ReceivedWorkload workload, Func<int, Task> claimed, CancellationToken cancellationToken) => Task.FromResult(WorkloadEnd.Refused("nothing is run here"));

        public void Stop(Guid id) => throw new NotSupportedException("nothing is run here");
    }
}
