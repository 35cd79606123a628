using System.Diagnostics;
using Airflow.Celery.Brokers;
using Airflow.Celery.Execution;
using Airflow.Celery.Tests.Harness;
using Airflow.Engine.Coordination;
using Airflow.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Tools;

/// <summary>A real worker of Celery in Python, which tells nobody but the broker of itself.</summary>
public abstract class PythonWorkerContractTests : IAsyncLifetime
{
    private readonly WorkerList list = new();
    private readonly string name = $"py{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}@vm";
    private Process? python;
    private IBroker? broker;

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var programs = await PythonTools.Celery.RequireAsync();
        var url = await StartServerAsync();
        broker = BrokerCatalog.Open(new BrokerOptions { Url = url }, TimeProvider.System, NullLoggerFactory.Instance);
        python = PythonTools.Start(
            Path.Combine(programs, "celery"), AirflowApp.Environment(url), "-A", AirflowApp.Name, "worker", "-P", "solo", "-n", name, "-Q", "only_python,other", "--without-gossip", "--without-mingle");
    }

    public async ValueTask DisposeAsync()
    {
        python?.Kill(entireProcessTree: true);
        python?.Dispose();
        await (broker?.DisposeAsync() ?? ValueTask.CompletedTask);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Its_queues_count_as_served_as_long_as_it_answers()
    {
        list.Queued["only_python"] = 3;
        list.Queued["nobody"] = 1;

        await Eventually.TrueAsync(async () => await new BrokerWorkers(broker!, list, TimeProvider.System).RefreshAsync(Soon) == 1, "the worker answers");

        var worker = list.Workers.Values.ShouldHaveSingleItem();
        (worker.Name, worker.Hostname, string.Join(' ', worker.Queues)).ShouldBe((name, "vm", "only_python other"));
        (await new WorkerQueues(list, TimeProvider.System).ListUnservedAsync(Soon)).ShouldHaveSingleItem().Queue.ShouldBe("nobody");
    }

    [Fact]
    public async Task Nobody_is_asked_while_our_own_workers_serve_all_that_waits()
    {
        var workers = new BrokerWorkers(broker!, list, new StandingClock());
        (await workers.RefreshAsync(Soon)).ShouldBeNull("nothing waits");
        list.Queued["etl"] = 1;
        var now = TimeProvider.System.GetUtcNow();
        await list.ReportAsync(
            new WorkerRecord { Id = Guid.CreateVersion7(now), Name = "celery@own", Hostname = "own", Pid = 1, Queues = ["etl"], Capacity = 4, StartedAt = now, LatestHeartbeat = now }, Soon);

        (await workers.RefreshAsync(Soon)).ShouldBeNull();

        list.Queued["only_python"] = 1;
        (await workers.RefreshAsync(Soon)).ShouldNotBeNull();
        (await workers.RefreshAsync(Soon)).ShouldBeNull("it was asked just now");
    }

    protected abstract Task<string> StartServerAsync();

    /// <summary>Timers run, but it stays now.</summary>
    private sealed class StandingClock : TimeProvider
    {
        private readonly DateTimeOffset now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => now;
    }
}
