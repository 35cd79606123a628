using Airflow.Hosting;

namespace Airflow.Tests.Hosting;

public sealed class TaskRunnerTests
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("runner");

    [Fact]
    public async Task Exceptions_become_outcomes()
    {
        (await ThrowAsync(new TaskSkippedException("empty"))).ShouldBe(new TaskSkipped("empty"));
        (await ThrowAsync(new TaskRescheduleException(TestRun.Day.AddHours(1)))).ShouldBe(new TaskRescheduled(TestRun.Day.AddHours(1)));
        (await ThrowAsync(new TaskRescheduleException())).ShouldBe(new TaskRescheduled(TestRun.Day));
        (await ThrowAsync(new TaskFailedException(retryable: false))).ShouldBeOfType<TaskFailed>().Retryable.ShouldBeFalse();
        (await ThrowAsync(new TaskFailedException("no"))).ShouldBeOfType<TaskFailed>().Retryable.ShouldBeTrue();
        (await ThrowAsync(new TaskFailedException(retryable: true, "busy", TimeSpan.FromSeconds(9)))).ShouldBeOfType<TaskFailed>().RetryDelay.ShouldBe(TimeSpan.FromSeconds(9));
        var other = new FormatException("bad");
        (await ThrowAsync(other)).ShouldBeOfType<TaskFailed>().Exception.ShouldBe(other);
    }

    [Fact]
    public async Task Skips_and_failures_leave_no_result()
    {
        var task = _dag.Task("t", () => TaskOutcome.Skipped());

        await _run.RunAsync(task);

        _run.Backend.XComs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_result_is_not_stored_if_the_task_says_so()
    {
        var task = _dag.Task("t", () => 1, new() { DoXComPush = false });

        (await _run.RunAsync(task)).ShouldBe(new TaskSucceeded(1, typeof(int)));

        _run.Backend.XComs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_result_of_several_outputs_is_stored_part_by_part_too()
    {
        var task = _dag.Task("t", () => new { Rows = 2, Name = "n" }, new() { MultipleOutputs = true });

        await _run.RunAsync(task);

        (_run.Result(task, key: "Rows"), _run.Result(task, key: "Name"), _run.Result(task)).ShouldBe(("2", "\"n\"", """{"Rows":2,"Name":"n"}"""));
        (await _run.RunAsync(_dag.Task("u", () => 1, new() { MultipleOutputs = true }))).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("no object");
    }

    [Fact]
    public async Task A_result_that_cannot_be_stored_fails_the_try() =>
        (await _run.RunAsync(_dag.Task("t", () => double.NaN))).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("Task 't': its XCom 'return_value' of type Double");

    [Fact]
    public async Task A_kill_passes_through()
    {
        using var kill = new CancellationTokenSource();
        var task = _dag.Task("t", async context =>
        {
            await kill.CancelAsync();
            context.CancellationToken.ThrowIfCancellationRequested();
        });

        await Should.ThrowAsync<OperationCanceledException>(() => _run.RunAsync(task, cancellationToken: kill.Token));
    }

    [Fact]
    public async Task A_cancellation_of_the_tasks_own_is_a_failure() =>
        (await ThrowAsync(new OperationCanceledException("own"))).ShouldBeOfType<TaskFailed>().Reason.ShouldBe("own");

    [Fact]
    public async Task A_try_that_takes_too_long_is_cancelled_and_fails()
    {
        var task = _dag.Task(
            "t",
            async context => await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, context.CancellationToken),
            new() { ExecutionTimeout = TimeSpan.FromMinutes(1) });

        var failed = (await _run.RunAsync(task)).ShouldBeOfType<TaskFailed>();

        failed.Reason.ShouldBe("Task 't' ran longer than its execution_timeout of 00:01:00.");
    }

    [Fact]
    public async Task A_try_that_ignores_its_time_out_is_given_up()
    {
        using var release = new ManualResetEventSlim();
        var task = _dag.Task("t", () => release.Wait(TestContext.Current.CancellationToken), new() { ExecutionTimeout = TimeSpan.FromMinutes(1) });

        var failed = (await _run.RunAsync(task)).ShouldBeOfType<TaskFailed>();
        release.Set();

        failed.StillRunning.ShouldBeTrue();
    }

    [Fact]
    public async Task A_try_within_its_time_succeeds()
    {
        var task = _dag.Task("t", () => 1, new() { ExecutionTimeout = TimeSpan.FromMinutes(1) });
        var host = new TaskHost(_run.Backend) { Time = TimeProvider.System };

        (await TaskRunner.RunAsync(task, TestRun.Details(task), host, CancellationToken.None)).ShouldBe(new TaskSucceeded(1, typeof(int)));
    }

    private Task<TaskOutcome> ThrowAsync(Exception exception) =>
        _run.RunAsync(_dag.Task("t", (Action<TaskContext>)(_ => throw exception)));
}
