using Airflow.Engine;
using Airflow.Engine.Execution;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Local;
using Airflow.Runtime.Tests.Harness;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Runtime.Tests.Local;

public sealed class TryRunnerTests : IAsyncLifetime
{
    private readonly RuntimeHarness harness = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => harness.DisposeAsync();

    [Fact]
    public async Task A_claimed_try_runs_and_its_end_is_told()
    {
        var launch = harness.Launch("number");
        var claims = 0;
        await using var runner = Runner();

        var refusal = await runner.RunAsync(() => Task.FromResult(new ClaimAnswer(launch.Workload, launch.Start with { QueuedAt = DateTimeOffset.UnixEpoch })), () => Task.FromResult(claims++), Cancel);

        refusal.ShouldBeNull();
        claims.ShouldBe(1);
        harness.Api.Ended.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            end => end.State.ShouldBe(TaskState.Success),
            end => end.Worker.ShouldBe(new WorkerIdentity("worker-a", "airflow", Environment.ProcessId, "CeleryExecutor")),
            end => end.QueuedAt.ShouldBe(DateTimeOffset.UnixEpoch),
            end => end.XComs.ShouldHaveSingleItem().Value.ShouldBe("42"));
    }

    [Fact]
    public async Task A_try_of_somebody_else_is_left_alone()
    {
        var launch = harness.Launch("number");
        await using var runner = Runner();

        (await runner.RunAsync(
            () => Task.FromResult(new ClaimAnswer(launch.Workload, new TaskStart { Refusal = "not queued any more" })),
            () => throw new InvalidOperationException("It was not claimed."),
            Cancel)).ShouldBe("not queued any more");

        harness.Api.Ended.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_away_is_asked_again()
    {
        var launch = harness.Launch("nothing");
        var attempts = 0;
        await using var runner = Runner();

        (await runner.RunAsync(
            () => ++attempts < 2
                ? throw new AirflowException("api_server_unreachable", "away") { IsTransient = true }
                : Task.FromResult(new ClaimAnswer(launch.Workload, launch.Start)),
            () => Task.CompletedTask,
            Cancel)).ShouldBeNull();

        attempts.ShouldBe(2);
    }

    [Fact]
    public async Task A_worker_that_stops_gives_the_try_back()
    {
        var launch = harness.Launch("listens");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var runner = Runner();
        var run = runner.RunAsync(() => Task.FromResult(new ClaimAnswer(launch.Workload, launch.Start)), () => Task.CompletedTask, stop.Token);
        await RuntimeHarness.SawAsync(launch, "listens");

        await stop.CancelAsync();

        (await run).ShouldBeNull();
        harness.Api.Ended.ShouldHaveSingleItem().State.ShouldBe(TaskState.None);
    }

    [Fact]
    public async Task A_worker_that_stops_waits_for_a_server_that_is_away_only_so_long()
    {
        var launch = harness.Launch("nothing");
        harness.Api.Away = int.MaxValue;
        await using var runner = Runner(static options => options with { StopPatience = TimeSpan.Zero });
        var run = runner.RunAsync(() => Task.FromResult(new ClaimAnswer(launch.Workload, launch.Start)), () => Task.CompletedTask, Cancel);
        await harness.Api.Refused.Task.WaitAsync(Cancel);
        run.IsCompleted.ShouldBeFalse("it has not been asked to stop");

        await runner.PrepareToStopAsync();

        (await run).ShouldBe("its end could not be told");
        harness.Api.Ended.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_worker_that_stops_tells_ends_to_a_server_that_comes_back()
    {
        var launch = harness.Launch("nothing");
        harness.Api.Away = 1;
        await using var runner = Runner();
        await runner.PrepareToStopAsync();

        (await runner.RunAsync(() => Task.FromResult(new ClaimAnswer(launch.Workload, launch.Start)), () => Task.CompletedTask, Cancel)).ShouldBeNull();

        harness.Api.Ended.ShouldHaveSingleItem().State.ShouldBe(TaskState.Success);
    }

    [Fact]
    public async Task A_worker_that_stops_before_the_claim_claims_nothing()
    {
        await using var runner = Runner();

        await Should.ThrowAsync<OperationCanceledException>(() => runner.RunAsync(
            () => throw new InvalidOperationException("It was claimed."), () => Task.CompletedTask, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Code_that_cannot_be_had_fails_the_try_by_name()
    {
        var launch = harness.Launch("number");
        await using var runner = Runner(fetchCode: (_, _) => throw new AirflowException("bundle_missing", "it was removed"));

        await runner.RunAsync(() => Task.FromResult(new ClaimAnswer(launch.Workload, launch.Start)), () => Task.CompletedTask, Cancel);

        harness.Api.Ended.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            end => end.State.ShouldBe(TaskState.Failed), end => end.Reason.ShouldNotBeNull().ShouldContain("it was removed"));
    }

    /// <summary>A slow download is no reason to take the worker for lost.</summary>
    [Fact]
    public async Task A_try_whose_code_is_still_fetched_is_told_to_be_alive()
    {
        var launch = harness.Launch("nothing");
        var fetched = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var runner = Runner(static options => options with { HeartbeatInterval = TimeSpan.FromMilliseconds(10) }, (_, _) => new ValueTask(fetched.Task));
        var run = runner.RunAsync(() => Task.FromResult(new ClaimAnswer(launch.Workload, launch.Start)), () => Task.CompletedTask, Cancel);

        while (harness.Api.Alive.IsEmpty)
        {
            await Task.Delay(10, Cancel);
        }

        harness.Api.Alive.ShouldContain(launch.Workload.Id);
        fetched.SetResult();
        (await run).ShouldBeNull();
    }

    [Fact]
    public async Task The_log_of_an_ended_try_is_kept()
    {
        var launch = harness.Launch("number");
        List<string> kept = [];
        await using var runner = Runner(options => options with
        {
            KeepLog = (path, _) =>
            {
                harness.Api.Ended.Count.ShouldBe(1);
                kept.Add(path);
                return ValueTask.CompletedTask;
            },
        });

        await runner.RunAsync(() => Task.FromResult(new ClaimAnswer(launch.Workload, launch.Start)), () => Task.CompletedTask, Cancel);

        kept.ShouldBe([launch.Workload.LogPath]);
    }

    [Theory]
    [InlineData(0, false, 0, TaskState.Success)]
    [InlineData(60, false, 1, TaskState.Success)]
    [InlineData(60, true, 1, TaskState.Failed)]
    public async Task A_worker_that_was_held_since_its_claim_asks_before_the_body_starts(int seconds, bool isGivenUp, int questions, TaskState expected)
    {
        var launch = harness.Launch("number");
        var clock = new HeldClock();
        if (isGivenUp)
        {
            harness.Api.GivenUp.Add(launch.Workload.Id);
        }

        await using var runner = Runner(
            static options => options with { HeartbeatInterval = TimeSpan.FromHours(1) },
            (_, _) =>
            {
                clock.Held = TimeSpan.FromSeconds(seconds);
                return ValueTask.CompletedTask;
            },
            clock);

        await runner.RunAsync(() => Task.FromResult(new ClaimAnswer(launch.Workload, launch.Start)), () => Task.CompletedTask, Cancel);

        harness.Api.Alive.Count.ShouldBe(questions);
        var end = harness.Api.Ended.ShouldHaveSingleItem();
        end.State.ShouldBe(expected);
        end.XComs.Count.ShouldBe(isGivenUp ? 0 : 1, "the body pushes one");
    }

    private TryRunner Runner(Func<TryRunnerOptions, TryRunnerOptions>? change = null, Func<TaskWorkload, CancellationToken, ValueTask>? fetchCode = null, TimeProvider? clock = null)
    {
        var options = new TryRunnerOptions { Hostname = "worker-a", UnixName = "airflow", Executor = "CeleryExecutor", LogFolder = Path.Combine(harness.Folder, "logs") };
        return new TryRunner(
            harness.Api, harness.Supervisor, fetchCode ?? ((_, _) => ValueTask.CompletedTask), change?.Invoke(options) ?? options, clock ?? TimeProvider.System, NullLogger.Instance);
    }

    /// <summary>The clock of a machine that was held for a while; but for that, time stands still.</summary>
    private sealed class HeldClock : TimeProvider
    {
        private readonly DateTimeOffset start = System.GetUtcNow();

        public TimeSpan Held { get; set; }

        public override DateTimeOffset GetUtcNow() => start + Held;

        public override long GetTimestamp() => 0;
    }
}
