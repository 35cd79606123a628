using System.Collections.Concurrent;
using Airflow.Celery.Brokers;
using Airflow.Celery.Brokers.Memory;
using Airflow.Celery.Control;
using Airflow.Celery.Messages;
using Airflow.Celery.Tests.Harness;
using Airflow.Celery.Workers;
using Airflow.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Control;

public sealed class WorkerControlTests : IAsyncLifetime
{
    private const string Name = "w1@vm";
    private readonly MemoryBroker broker = new();
    private readonly FakeRunner runner = new(new ConcurrentDictionary<Guid, string>()) { Running = FakeRunner.Held() };
    private CeleryWorker worker = null!;
    private WorkerControl control = null!;

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        worker = NewWorker(Name, null);
        await worker.StartAsync(Soon);
        control = new WorkerControl(broker, TimeProvider.System);
        await Eventually.TrueAsync(IsListeningAsync, "it listens");
    }

    public async ValueTask DisposeAsync()
    {
        runner.Running.TrySetResult();
        await worker.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task A_drained_worker_lets_go_of_its_queues_and_takes_them_up_again()
    {
        await control.AddQueueAsync(Name, "etl", Soon);
        await control.DrainAsync(Name, Soon);
        worker.Queues.ShouldBeEmpty();
        await control.DrainAsync(Name, Soon);

        await broker.PublishAsync([new QueuedMessage("etl", WorkloadMessage.Write(Workloads.New(), "", "gen1@vm", ""))], Soon);
        await control.ResumeAsync(Name, Soon);

        worker.Queues.Order(StringComparer.Ordinal).ShouldBe(["default", "etl"]);
        await runner.Received.Reader.ReadAsync(Soon);
    }

    [Fact]
    public async Task A_worker_whose_queues_were_taken_by_hand_resumes_with_its_first_ones()
    {
        await control.RemoveQueueAsync(Name, "default", Soon);
        worker.Queues.ShouldBeEmpty();

        await control.ResumeAsync(Name, Soon);

        worker.Queues.ShouldBe(["default"]);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_worker_gets_as_many_slots_as_are_said(int slots)
    {
        await control.ResizeAsync(Name, slots, Soon);

        worker.Capacity.ShouldBe(slots);
    }

    [Fact]
    public async Task The_range_of_a_worker_that_scales_itself_is_changed()
    {
        await using var scaling = NewWorker("w2@vm", (8, 2));
        await scaling.StartAsync(Soon);

        await control.ResizeAsync("w2@vm", 5, Soon);

        scaling.Capacity.ShouldBe(5);
        worker.Capacity.ShouldBe(4, "the other one is not meant");
    }

    [Fact]
    public async Task A_try_is_revoked_and_a_worker_shut_down()
    {
        var workload = Workloads.New();
        await control.RevokeAsync(Name, workload.Id, terminate: false, Soon);
        await broker.PublishAsync([new QueuedMessage("default", WorkloadMessage.Write(workload, "", "gen1@vm", ""))], Soon);
        await Eventually.TrueAsync(async () => await broker.CountAsync("default", Soon) == 0, "it is taken");
        worker.Handled.ShouldBe(0);

        await control.ShutDownAsync(Name, Soon);
        await worker.ShutdownRequested.WaitAsync(Soon);
    }

    [Fact]
    public async Task Who_does_not_answer_is_told_of()
    {
        var failure = await Should.ThrowAsync<AirflowException>(() => control.ResizeAsync("nobody@vm", 2, Soon));

        (failure.Code, failure.IsTransient).ShouldBe(("worker_silent", true));
    }

    private CeleryWorker NewWorker(string name, (int Max, int Min)? range) => new(
        broker,
        runner,
        new CeleryWorkerOptions { NodeName = name, Queues = ["default"], Concurrency = 4, Autoscale = range },
        TimeProvider.System,
        NullLogger<CeleryWorker>.Instance);

    private async Task<bool> IsListeningAsync() =>
        (await new ControlClient(broker, TimeProvider.System).AskAsync(new ControlQuestion("ping"), [Name], TimeSpan.FromSeconds(1), Soon)).Count == 1;
}
