using Airflow.Cli.Roles;

namespace Airflow.Cli.Tests.Roles;

public sealed class SchedulerRunLimitTests
{
    [Theory]
    [InlineData(-1, false, new[] { 0, 0, 0 }, false)]
    [InlineData(3, false, new[] { 1, 0 }, false)]
    [InlineData(3, false, new[] { 1, 0, 4 }, true)]
    [InlineData(2, true, new[] { 1, 0, 1, 1 }, false)]
    [InlineData(2, true, new[] { 1, 0, 1, 0 }, true)]
    public void A_scheduler_ends_after_its_passes(int passes, bool onlyIdle, int[] heldRuns, bool ends)
    {
        var limit = new SchedulerRunLimit(passes, onlyIdle);
        var end = new TaskCompletionSource();

        foreach (var held in heldRuns)
        {
            limit.Count(held, end);
        }

        end.Task.IsCompleted.ShouldBe(ends);
    }
}
