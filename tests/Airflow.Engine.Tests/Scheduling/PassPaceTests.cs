using Airflow.Engine.Scheduling;

namespace Airflow.Engine.Tests.Scheduling;

public sealed class PassPaceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly PassPace pace = new(TimeSpan.FromMilliseconds(50));

    [Theory]
    [InlineData(400, 50)]
    [InlineData(100, 25)]
    [InlineData(20, 5)]
    [InlineData(19, 0)]
    [InlineData(0, 0)]
    public void The_rest_is_a_part_of_the_time_that_tries_stand_in_line(double line, double expected)
    {
        Note(line, at: 0);

        Rest(at: 0).ShouldBe(expected);
    }

    [Fact]
    public void There_is_none_before_a_try_has_ended() => Rest(at: 0).ShouldBe(0);

    [Fact]
    public void There_is_none_when_hosts_disagree_about_the_time()
    {
        Note(-3_600_000, at: 0);

        Rest(at: 0).ShouldBe(0);
    }

    [Fact]
    public void There_is_none_where_tries_run_in_the_process_of_the_scheduler()
    {
        var local = new PassPace(TimeSpan.Zero);
        local.Note(TimeSpan.FromSeconds(1), Noon);

        local.Rest(Noon).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void While_the_workers_of_one_queue_wait_nobody_rests_for_those_of_another()
    {
        Note(2, at: 0);
        for (var at = 0; at <= 900; at += 100)
        {
            Note(400, at);
            Rest(at).ShouldBe(0);
        }

        Note(400, at: 1_001);
        Rest(at: 1_001).ShouldBe(50);
    }

    [Fact]
    public void What_was_long_ago_does_not_count()
    {
        Note(400, at: 0);
        Rest(at: 2_000).ShouldBe(50);
        Rest(at: 2_001).ShouldBe(0);
    }

    private void Note(double line, double at) => pace.Note(TimeSpan.FromMilliseconds(line), Noon.AddMilliseconds(at));

    private double Rest(double at) => pace.Rest(Noon.AddMilliseconds(at)).TotalMilliseconds;
}
