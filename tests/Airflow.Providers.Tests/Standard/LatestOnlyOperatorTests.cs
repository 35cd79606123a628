using Airflow.Tests.Hosting;

namespace Airflow.Providers.Standard;

public sealed class LatestOnlyOperatorTests
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("latest");
    private readonly LatestOnlyOperator _task;

    public LatestOnlyOperatorTests()
    {
        _task = _dag.Add(new LatestOnlyOperator("latest_only"));
        _ = _task >> _dag.Add(new EmptyOperator("next")) >> _dag.Add(new EmptyOperator("last"));
    }

    [Theory]
    [InlineData(-1, DagRunType.Scheduled, false)] // its interval ended now: the next one has begun
    [InlineData(-2, DagRunType.Scheduled, true)]
    [InlineData(-2, DagRunType.Manual, false)]
    [InlineData(-2, DagRunType.OperatorTriggered, false)]
    [InlineData(0, DagRunType.Scheduled, true)]
    public async Task Only_the_latest_scheduled_run_and_triggered_ones_go_on(int day, DagRunType type, bool skips)
    {
        var start = TestRun.Day.AddDays(day).AddHours(-1);

        await _run.RunAsync(_task, TestRun.Details(_task) with { RunType = type, LogicalDate = start, DataInterval = new DataInterval(start, start.AddDays(1)) });

        _run.Backend.Skipped.ShouldBe(skips ? ["next"] : []);
    }

    [Fact]
    public async Task A_run_whose_interval_has_no_length_goes_on()
    {
        var start = TestRun.Day.AddDays(-5);

        await _run.RunAsync(_task, TestRun.Details(_task) with { RunType = DagRunType.Scheduled, LogicalDate = start, DataInterval = new DataInterval(start, start) });

        _run.Backend.Skipped.ShouldBeEmpty();
    }
}
