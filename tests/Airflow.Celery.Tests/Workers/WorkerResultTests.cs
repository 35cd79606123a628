using System.Collections.Concurrent;
using System.Threading.Channels;
using Airflow.Celery.Brokers;
using Airflow.Celery.Brokers.Memory;
using Airflow.Celery.Messages;
using Airflow.Celery.Tests.Harness;
using Airflow.Celery.Workers;
using Airflow.Engine;
using Airflow.Engine.Results;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Workers;

/// <summary>What a worker leaves in the result backend.</summary>
public sealed class WorkerResultTests : IAsyncLifetime
{
    private readonly MemoryBroker broker = new();
    private readonly FakeRunner runner = new(new ConcurrentDictionary<Guid, string>());
    private readonly FakeBackend backend = new();
    private CeleryWorker worker = null!;

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        worker = new CeleryWorker(
            broker, runner, new CeleryWorkerOptions { NodeName = "celery@vm", Queues = ["default"] }, TimeProvider.System, NullLogger<CeleryWorker>.Instance, backend);
        await worker.StartAsync(Soon);
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_started_and_then_has_succeeded()
    {
        runner.Running = FakeRunner.Held();
        var id = await PublishAsync();

        (await backend.Stored.Reader.ReadAsync(Soon)).ShouldBe(new MessageResult(id, "STARTED") { Start = new ResultStart(4711, "celery@vm") });
        runner.Running.SetResult();

        var end = await backend.Stored.Reader.ReadAsync(Soon);
        (end.TaskId, end.Status, end.DoneAt is null).ShouldBe((id, "SUCCESS", false));
    }

    [Fact]
    public async Task A_message_that_is_terminated_is_revoked()
    {
        runner.Running = FakeRunner.Held();
        var id = await PublishAsync();
        await backend.Stored.Reader.ReadAsync(Soon);

        worker.Terminate(id).ShouldBeTrue();

        var end = await backend.Stored.Reader.ReadAsync(Soon);
        (end.Status, end.Error).ShouldBe(("REVOKED", ResultError.Revoked("terminated")));
    }

    [Fact]
    public async Task While_the_backend_is_away_the_newest_word_waits_for_it()
    {
        backend.IsAway = true;
        var id = await PublishAsync();
        await Eventually.TrueAsync(() => worker.Handled == 1, "the message is done");

        backend.IsAway = false;

        var end = await backend.Stored.Reader.ReadAsync(Soon);
        (end.TaskId, end.Status).ShouldBe((id, "SUCCESS"));
        await worker.StopAsync(TimeSpan.Zero, Soon);
        backend.Stored.Reader.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_of_a_task_that_nobody_knows_has_failed()
    {
        var message = WorkloadMessage.Write(Workloads.New(), "secret", "gen1@vm", "");
        var headers = (System.Text.Json.Nodes.JsonObject)message.Headers.DeepClone();
        headers["task"] = "another.program";
        await broker.PublishAsync([new QueuedMessage("default", message with { Headers = headers })], Soon);

        var end = await backend.Stored.Reader.ReadAsync(Soon);

        (end.Status, end.Error?.Type).ShouldBe(("FAILURE", "NotRegistered"));
    }

    private async Task<string> PublishAsync()
    {
        var workload = Workloads.New();
        await broker.PublishAsync([new QueuedMessage("default", WorkloadMessage.Write(workload, "secret", "gen1@vm", ""))], Soon);
        return workload.Id.ToString();
    }

    private sealed class FakeBackend : IResultBackend
    {
        private volatile bool isAway;

        public bool IsAway
        {
            get => isAway;
            set => isAway = value;
        }

        public Channel<MessageResult> Stored { get; } = Channel.CreateUnbounded<MessageResult>();

        public Task StoreAsync(IReadOnlyList<MessageResult> results, CancellationToken cancellationToken)
        {
            if (IsAway)
            {
                throw new AirflowException("database_unreachable", "away") { IsTransient = true };
            }

            foreach (var result in results)
            {
                Stored.Writer.TryWrite(result);
            }

            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
