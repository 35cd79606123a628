using Airflow.Storage.Listing;

namespace Airflow.Storage.Tests.Listing;

public sealed class ListTotalsTests
{
    [Fact]
    public async Task A_great_total_that_took_long_is_used_again_for_a_while()
    {
        var clock = new SteppedClock();
        var totals = new ListTotals(clock);
        var counted = 0;

        (await totals.GetAsync("x", Count)).ShouldBe(20_001);
        (await totals.GetAsync("x", Count)).ShouldBe(20_001);
        (await totals.GetAsync("y", Count)).ShouldBe(20_002);
        clock.Step(TimeSpan.FromSeconds(6));
        (await totals.GetAsync("x", Count)).ShouldBe(20_003);

        Task<int> Count()
        {
            clock.Step(TimeSpan.FromMilliseconds(100));
            return Task.FromResult(20_000 + ++counted);
        }
    }

    [Fact]
    public async Task A_small_total_is_counted_each_time()
    {
        var totals = new ListTotals(new SteppedClock());
        var counted = 0;

        (await totals.GetAsync("x", () => Task.FromResult(++counted))).ShouldBe(1);
        (await totals.GetAsync("x", () => Task.FromResult(++counted))).ShouldBe(2);
    }

    [Fact]
    public async Task Who_comes_while_another_counts_anew_takes_the_last_total()
    {
        var clock = new SteppedClock();
        var totals = new ListTotals(clock);
        await totals.GetAsync("x", () => Task.FromResult(30_000));
        clock.Step(TimeSpan.FromSeconds(6));
        var counting = new TaskCompletionSource<int>();

        var first = totals.GetAsync("x", () => counting.Task);
        (await totals.GetAsync("x", () => Task.FromResult(0))).ShouldBe(30_000);
        counting.SetResult(40_000);

        (await first).ShouldBe(40_000);
    }

    private sealed class SteppedClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Step(TimeSpan time) => ticks += time.Ticks;
    }
}
