using System.Collections.Concurrent;
using Airflow.Engine.Callbacks;
using Airflow.Engine.Execution;
using Airflow.Engine.Tests.Scheduling;
using Airflow.Testing.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Engine.Tests.Callbacks;

public sealed class CallbackDispatcherTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryDatabase database = new(new ManualClock(Noon));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_event_runs_once_and_is_stored_with_its_result()
    {
        await WriteAsync("one", "two");
        var runner = new Runner(claim => claim.Event.Key == "two" ? new CallbackResult(CallbackResultKind.Failed, "no mail server") : default);

        await RunUntilAsync(runner, () => States() is ["one success 1", "two failed 1"]);

        runner.Keys.Order().ShouldBe(["one", "two"]);
        runner.Forgotten.ShouldBe([Id("one"), Id("two")], ignoreOrder: true);
        database.Outbox["two"].Output.ShouldBe("no mail server");
    }

    [Fact]
    public async Task An_event_that_is_written_again_stays_done()
    {
        await WriteAsync("one");
        await RunUntilAsync(new Runner(_ => default), () => States() is ["one success 1"]);
        await WriteAsync("one");

        (await database.Callbacks.ClaimAsync("other", TimeSpan.FromMinutes(1), 10, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_lost_process_ran_runs_again()
    {
        await WriteAsync("one");

        await RunUntilAsync(new Runner(claim => new CallbackResult(claim.Attempt < 3 ? CallbackResultKind.Lost : CallbackResultKind.Success)), () => States() is ["one success 3"]);
    }

    [Fact]
    public async Task An_event_that_ends_every_process_is_given_up()
    {
        await WriteAsync("one");
        var runner = new Runner(_ => new CallbackResult(CallbackResultKind.Lost));

        await RunUntilAsync(runner, () => States() is ["one failed 6"]);

        runner.Keys.Count.ShouldBe(5);
        database.Outbox["one"].Output.ShouldBe("Given up: each of 5 processes that ran it was killed.");
    }

    [Fact]
    public async Task What_a_dead_owner_held_runs_at_once_and_what_a_living_one_holds_does_not()
    {
        await WriteAsync("one");
        await database.Callbacks.ClaimAsync("dead", TimeSpan.FromHours(1), 1, Cancel);
        await WriteAsync("two");
        await database.Callbacks.ClaimAsync("living", TimeSpan.FromHours(1), 1, Cancel);

        await RunUntilAsync(new Runner(_ => default), () => States() is ["one success 2", "two running 1"]);
    }

    [Fact]
    public async Task A_claim_that_ran_out_is_anybodys_and_its_former_holder_can_tell_nothing_any_more()
    {
        await WriteAsync("one");
        var first = (await database.Callbacks.ClaimAsync("a", TimeSpan.FromSeconds(1), 1, Cancel)).ShouldHaveSingleItem();
        (await database.Callbacks.ClaimAsync("b", TimeSpan.FromSeconds(1), 1, Cancel)).ShouldBeEmpty();
        ((ManualClock)database.Clock).Advance(TimeSpan.FromSeconds(1));

        var second = (await database.Callbacks.ClaimAsync("b", TimeSpan.FromSeconds(1), 1, Cancel)).ShouldHaveSingleItem();

        (await database.Callbacks.CompleteAsync(first, true, null, Noon, Cancel)).ShouldBeFalse();
        (await database.Callbacks.CompleteAsync(second, true, null, Noon, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task Stopping_gives_back_what_has_not_been_called()
    {
        await WriteAsync("one");
        using var stop = new CancellationTokenSource();
        var runner = new Runner(_ => default) { WaitsForCancel = true };
        var running = Dispatcher(runner).RunAsync(stop.Token);
        await runner.Begun.Task.WaitAsync(Cancel);

        await stop.CancelAsync();
        await running.WaitAsync(Cancel);

        States().ShouldBe(["one pending 0"]);
    }

    [Fact]
    public async Task What_a_killed_process_had_stored_as_done_but_not_forgotten_is_forgotten_at_the_next_start()
    {
        await WriteAsync("done", "held", "waits");
        await RunUntilAsync(new Runner(_ => default), () => States() is ["done success 1", "held success 1", "waits success 1"]);
        database.Outbox["held"] = database.Outbox["held"] with { State = "running", Owner = "living", Expires = Noon.AddHours(1) };
        database.Outbox["waits"] = database.Outbox["waits"] with { State = "pending" };
        var deleted = Guid.CreateVersion7(Noon);
        var next = new Runner(_ => new CallbackResult(CallbackResultKind.Lost)) { Kept = [Id("held"), Id("done"), Id("waits"), deleted] };

        await RunUntilAsync(next, () => States() is ["done success 1", "held running 1", "waits failed 6"]);

        next.Forgotten.ShouldBe([Id("done"), deleted, Id("waits")]);
    }

    private Guid Id(string key) => database.Outbox[key].Event.Id;

    private string[] States()
    {
        lock (database.Gate)
        {
            return [.. database.Outbox.Values.OrderBy(row => row.Event.Key, StringComparer.Ordinal).Select(row => $"{row.Event.Key} {row.State} {row.Attempt}")];
        }
    }

    private CallbackDispatcher Dispatcher(ICallbackRunner runner) => new(
        database.Callbacks,
        runner,
        new CallbackOptions { Owner = "me", IsDead = owner => owner == "dead", StopGrace = TimeSpan.Zero, PollInterval = TimeSpan.FromMilliseconds(1) },
        TimeProvider.System,
        NullLogger<CallbackDispatcher>.Instance);

    private async Task RunUntilAsync(Runner runner, Func<bool> isReached)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = Dispatcher(runner).RunAsync(stop.Token);
        while (!isReached() || runner.Forgotten.Count < database.Outbox.Values.Count(row => row.State is "success" or "failed"))
        {
            running.IsCompleted.ShouldBeFalse();
            await Task.Yield();
            Cancel.ThrowIfCancellationRequested();
        }

        await stop.CancelAsync();
        await running;
    }

    private async Task WriteAsync(params string[] keys)
    {
        CallbackEvent[] events =
        [
            .. keys.Select(key => new CallbackEvent
            {
                Id = Guid.CreateVersion7(Noon),
                Key = key,
                Kind = CallbackKind.Success,
                CreatedAt = Noon,
                DagId = "d",
                RunId = "r",
                DagVersionId = Guid.Empty,
                BundleName = "dags-folder",
                BundleVersion = "v1",
                DagRelPath = "d.cs",
            }),
        ];
        (await database.Stores.Writer.WriteAsync(new StateChange { Callbacks = events }, Cancel)).IsApplied.ShouldBeTrue();
    }

    private sealed class Runner(Func<CallbackClaim, CallbackResult> result) : ICallbackRunner
    {
        public ConcurrentQueue<string> Keys { get; } = new();

        public ConcurrentQueue<Guid> Forgotten { get; } = new();

        public IReadOnlyCollection<Guid> Kept { get; init; } = [];

        public bool WaitsForCancel { get; init; }

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<CallbackResult> RunAsync(CallbackClaim claim, CancellationToken cancellationToken)
        {
            Keys.Enqueue(claim.Event.Key);
            Begun.TrySetResult();
            if (WaitsForCancel)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return new CallbackResult(CallbackResultKind.GivenBack);
            }

            return result(claim);
        }

        public IReadOnlyCollection<Guid> ListKept() => Kept;

        public void Forget(Guid id) => Forgotten.Enqueue(id);
    }
}
