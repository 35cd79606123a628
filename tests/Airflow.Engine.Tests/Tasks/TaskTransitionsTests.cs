using Airflow.Engine.Tasks;
using Airflow.Engine.Tasks.Retries;
using FsCheck;
using FsCheck.Fluent;

namespace Airflow.Engine.Tests.Tasks;

public sealed class TaskTransitionsTests
{
    [Fact]
    public void The_way_of_a_task_that_succeeds_is_legal()
    {
        TaskTransitions.IsLegal(TaskStep.Schedule, TaskState.None, TaskState.Scheduled).ShouldBeTrue();
        TaskTransitions.IsLegal(TaskStep.Queue, TaskState.Scheduled, TaskState.Queued).ShouldBeTrue();
        TaskTransitions.IsLegal(TaskStep.Start, TaskState.Queued, TaskState.Running).ShouldBeTrue();
        TaskTransitions.IsLegal(TaskStep.Report, TaskState.Running, TaskState.Success).ShouldBeTrue();
    }

    [Fact]
    public void A_task_that_has_ended_is_moved_by_people_only()
    {
        TaskStep[] own = [.. Enum.GetValues<TaskStep>().Except([TaskStep.Clear, TaskStep.Set, TaskStep.Decide])];
        TaskState[] ended = [TaskState.Success, TaskState.Failed, TaskState.Skipped, TaskState.UpstreamFailed, TaskState.Removed];

        own.SelectMany(step => ended.SelectMany(state => TaskTransitions.To(step, state))).ShouldBeEmpty();
    }

    [Fact]
    public void A_running_task_is_not_started_again() =>
        TaskTransitions.To(TaskStep.Start, TaskState.Running).ShouldBeEmpty();

    [Fact]
    public void A_growing_delay_is_never_shorter_than_without_jitter_and_the_same_each_time() =>
        Prop.ForAll(Gen.Choose(1, 8).ToArbitrary(), Gen.Choose(1, 60).ToArbitrary(), static (number, seconds) =>
        {
            var settings = new RetrySettings { RetryDelay = seconds, ExponentialBackoff = 2 };
            var @try = new RetryTry("d", "t", null, number);
            var delay = RetryDelay.After(settings, null, @try);
            var least = TimeSpan.FromSeconds(seconds * Math.Pow(2, number - 1));

            return delay >= least && delay <= 2 * least && delay == RetryDelay.After(settings, null, @try with { });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_chosen_delay_beats_the_settings() =>
        RetryDelay.After(new RetrySettings { ExponentialBackoff = 2 }, 7, new RetryTry("d", "t", null, 3)).ShouldBe(TimeSpan.FromSeconds(7));
}
