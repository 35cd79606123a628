using Airflow.Engine.Coordination;

namespace Airflow.Engine.Tests.Coordination;

public sealed class SharedClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly HostClock host = new() { Utc = Noon };

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public void A_host_whose_clock_is_wrong_has_the_time_of_the_cluster(int minutes)
    {
        var clock = new SharedClock(host);
        clock.Set(Noon.AddMinutes(minutes), SharedClock.Tolerance, host.GetTimestamp());
        clock.GetUtcNow().ShouldBe(Noon.AddMinutes(minutes));

        host.Pass(TimeSpan.FromSeconds(5));
        clock.GetUtcNow().ShouldBe(Noon.AddMinutes(minutes).AddSeconds(5));
    }

    [Fact]
    public void A_host_that_is_kept_in_time_keeps_its_own_clock()
    {
        var clock = new SharedClock(host);
        clock.Set(Noon.AddMilliseconds(900), SharedClock.Tolerance, host.GetTimestamp());
        clock.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void An_answer_that_took_long_counts_for_the_middle_of_its_way_and_no_more_than_it_can_tell()
    {
        var clock = new SharedClock(host);
        var asked = host.GetTimestamp();
        host.Pass(TimeSpan.FromSeconds(10));
        clock.Set(Noon, SharedClock.Tolerance, asked);
        clock.Offset.ShouldBe(TimeSpan.Zero);

        clock.Set(Noon.AddHours(1), SharedClock.Tolerance, asked);
        clock.GetUtcNow().ShouldBe(Noon.AddHours(1).AddSeconds(5));
    }

    [Fact]
    public void A_clock_that_is_set_right_while_the_role_runs_counts_again()
    {
        var clock = new SharedClock(host);
        clock.Set(Noon.AddHours(1), SharedClock.Tolerance, host.GetTimestamp());
        host.Utc = Noon.AddHours(1);
        clock.Set(Noon.AddHours(1), SharedClock.Tolerance, host.GetTimestamp());
        clock.Offset.ShouldBe(TimeSpan.Zero);
        clock.GetUtcNow().ShouldBe(Noon.AddHours(1));
    }

    [Fact]
    public void What_is_within_the_error_of_the_answers_does_not_move_a_clock_that_was_set()
    {
        var clock = new SharedClock(host);
        clock.Set(Noon.AddHours(1), SharedClock.Tolerance, host.GetTimestamp());
        clock.Set(Noon.AddHours(1).AddMilliseconds(700), SharedClock.Tolerance, host.GetTimestamp());
        clock.Offset.ShouldBe(TimeSpan.FromHours(1));
    }

    private sealed class HostClock : TimeProvider
    {
        private long timestamp = 1;

        public DateTimeOffset Utc { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Utc;

        public override long GetTimestamp() => timestamp;

        public void Pass(TimeSpan time)
        {
            Utc += time;
            timestamp += time.Ticks;
        }
    }
}
