using Airflow.Engine.Scheduling;

namespace Airflow.Engine.Tests.Scheduling;

public class GrowingIdsTests
{
    private readonly ManualClock _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Each_is_greater_than_the_one_before_whatever_the_clock_does()
    {
        var ids = new GrowingIds(_time);
        var made = Enumerable.Range(0, 10_000).Select(_ => ids.Next()).ToList();
        _time.Advance(TimeSpan.FromSeconds(1));
        made.Add(ids.Next());

        made.Select(id => id.ToString()).ShouldBe(made.Select(id => id.ToString()).Order(StringComparer.Ordinal));
        made.Distinct().Count().ShouldBe(made.Count);
        made.ShouldAllBe(id => id.Version == 7);
    }
}
