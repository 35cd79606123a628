using Airflow.Engine;
using Airflow.Engine.Execution;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Remote;
using Airflow.Runtime.Tests.Harness;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Runtime.Tests.Remote;

public sealed class RemoteTryRunnerTests : IAsyncLifetime
{
    private static readonly WorkerIdentity Worker = new("worker-a", "airflow", 1, "CeleryExecutor");
    private readonly RuntimeHarness harness = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => harness.DisposeAsync();

    [Fact]
    public async Task A_claimed_try_runs_and_its_end_is_told()
    {
        var launch = harness.Launch("number");
        var claims = 0;
        await using var runner = Runner(() => Task.FromResult(new ClaimAnswer(launch.Workload, launch.Start with { QueuedAt = DateTimeOffset.UnixEpoch })));

        var refusal = await runner.RunAsync(launch.Workload.Id, () => Task.FromResult(claims++), Cancel);

        refusal.ShouldBeNull();
        claims.ShouldBe(1);
        harness.Api.Ended.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            end => end.State.ShouldBe(TaskState.Success),
            end => end.Worker.ShouldBe(Worker),
            end => end.QueuedAt.ShouldBe(DateTimeOffset.UnixEpoch),
            end => end.XComs.ShouldHaveSingleItem().Value.ShouldBe("42"));
    }

    [Fact]
    public async Task A_try_of_somebody_else_is_left_alone()
    {
        var launch = harness.Launch("number");
        await using var runner = Runner(() => Task.FromResult(new ClaimAnswer(launch.Workload, new TaskStart { Refusal = "not queued any more" })));

        (await runner.RunAsync(launch.Workload.Id, () => throw new InvalidOperationException("It was not claimed."), Cancel)).ShouldBe("not queued any more");

        harness.Api.Ended.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_away_is_asked_again()
    {
        var launch = harness.Launch("nothing");
        var attempts = 0;
        await using var runner = Runner(() => ++attempts < 3
            ? throw new AirflowException("api_server_unreachable", "away") { IsTransient = true }
            : Task.FromResult(new ClaimAnswer(launch.Workload, launch.Start)));

        (await runner.RunAsync(launch.Workload.Id, () => Task.CompletedTask, Cancel)).ShouldBeNull();

        attempts.ShouldBe(3);
    }

    [Fact]
    public async Task A_worker_that_stops_gives_the_try_back()
    {
        var launch = harness.Launch("listens");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var runner = Runner(() => Task.FromResult(new ClaimAnswer(launch.Workload, launch.Start)));
        var run = runner.RunAsync(launch.Workload.Id, () => Task.CompletedTask, stop.Token);
        await RuntimeHarness.SawAsync(launch, "listens");

        await stop.CancelAsync();

        (await run).ShouldBeNull();
        harness.Api.Ended.ShouldHaveSingleItem().State.ShouldBe(TaskState.None);
    }

    [Fact]
    public async Task A_worker_that_stops_before_the_claim_claims_nothing()
    {
        await using var runner = Runner(() => throw new InvalidOperationException("It was claimed."));

        await Should.ThrowAsync<OperationCanceledException>(() => runner.RunAsync(Guid.Empty, () => Task.CompletedTask, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Code_that_cannot_be_had_fails_the_try_by_name()
    {
        var launch = harness.Launch("number");
        await using var runner = Runner(
            () => Task.FromResult(new ClaimAnswer(launch.Workload, launch.Start)), (_, _) => throw new AirflowException("bundle_missing", "it was removed"));

        await runner.RunAsync(launch.Workload.Id, () => Task.CompletedTask, Cancel);

        harness.Api.Ended.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            end => end.State.ShouldBe(TaskState.Failed), end => end.Reason.ShouldNotBeNull().ShouldContain("it was removed"));
    }

    private RemoteTryRunner Runner(Func<Task<ClaimAnswer>> claim, Func<TaskWorkload, CancellationToken, ValueTask>? fetchCode = null) => new(
        harness.Api,
        (_, _, _) => claim(),
        harness.Supervisor,
        fetchCode ?? ((_, _) => ValueTask.CompletedTask),
        new RemoteTryRunnerOptions { Worker = Worker, LogFolder = Path.Combine(harness.Folder, "logs"), RetryDelay = TimeSpan.FromMilliseconds(1) },
        TimeProvider.System,
        NullLogger<RemoteTryRunner>.Instance);
}
