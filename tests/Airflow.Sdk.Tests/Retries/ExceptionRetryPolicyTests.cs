using Airflow.Tests.Hosting;

namespace Airflow.Tests.Retries;

public sealed class ExceptionRetryPolicyTests
{
    private static readonly ExceptionRetryPolicy Policy = new(
        RetryRule.For<TimeoutException>(RetryAction.Retry) with { RetryDelay = TimeSpan.FromSeconds(5), Reason = "the service is slow" },
        RetryRule.For<ArgumentException>(RetryAction.Fail),
        new RetryRule(["System.IO.IOException"], RetryAction.Retry) { MatchSubclasses = false });

    private readonly TestRun _run = new();

    [Fact]
    public async Task A_rule_sets_the_delay_and_the_reason()
    {
        var failed = await FailAsync(new TimeoutException("too late"));

        (failed.Retryable, failed.RetryDelay, failed.RetryReason, failed.Reason).ShouldBe((true, TimeSpan.FromSeconds(5), "the service is slow", "too late"));
    }

    [Fact]
    public async Task Errors_derived_from_that_of_the_rule_match()
    {
        (await FailAsync(new System.Text.DecoderFallbackException())).Retryable.ShouldBeFalse();
        (await FailAsync(new EndOfStreamException())).RetryReason.ShouldBeNull();
        (await FailAsync(new IOException())).RetryReason.ShouldBe("Matched rule for IOException");
    }

    [Fact]
    public async Task Other_errors_follow_the_settings_of_the_task_or_the_default_of_the_policy()
    {
        (await FailAsync(new FormatException())).RetryReason.ShouldBeNull();
        (await FailAsync(new FormatException(), new ExceptionRetryPolicy { Otherwise = RetryAction.Fail })).Retryable.ShouldBeFalse();
    }

    [Fact]
    public async Task A_policy_that_fails_has_no_say()
    {
        var failed = await FailAsync(new TimeoutException("too late"), new BrokenPolicy());

        (failed.Retryable, failed.RetryReason, failed.Reason).ShouldBe((true, null, "too late"));
        _run.Log.All.ShouldContain(line => line.Contains("The retry policy of task t failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_for_good_stays_one() =>
        (await FailAsync(new TaskFailedException(retryable: false), new ExceptionRetryPolicy { Otherwise = RetryAction.Retry })).Retryable.ShouldBeFalse();

    [Fact]
    public void An_error_is_named_in_full() =>
        Should.Throw<ArgumentException>(() => new RetryRule(["TimeoutException"], RetryAction.Fail)).Message.ShouldStartWith("'TimeoutException' is not the full name of an error");

    private async Task<TaskFailed> FailAsync(Exception exception, RetryPolicy? policy = null)
    {
        var task = new Dag("d").Task("t", () => throw exception, new() { RetryPolicy = policy ?? Policy });
        return (await _run.RunAsync(task)).ShouldBeOfType<TaskFailed>();
    }

    private sealed class BrokenPolicy : RetryPolicy
    {
        public override RetryDecision Decide(Exception exception, TaskContext context) => throw new InvalidOperationException("broken");
    }
}
