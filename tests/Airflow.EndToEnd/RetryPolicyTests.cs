using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.EndToEnd;

/// <summary>What a retry policy says of an error decides about the next try, and why is kept with the try.</summary>
public sealed class RetryPolicyTests(SharedStandalone standalone)
{
    private readonly StandaloneHome home = standalone.Home;

    [Fact]
    public async Task The_type_of_the_error_decides_and_the_reason_is_kept()
    {
        var run = await home.RunDagAsync("retry_policy", """
            var dag = new Dag("retry_policy")
            {
                DefaultArgs = new()
                {
                    Retries = 2,
                    RetryDelay = TimeSpan.FromHours(1),
                    RetryPolicy = new ExceptionRetryPolicy(
                        RetryRule.For<TimeoutException>(RetryAction.Retry) with { RetryDelay = TimeSpan.FromMilliseconds(10), Reason = "the service is slow" },
                        RetryRule.For<ArgumentException>(RetryAction.Fail)),
                },
            };
            dag.Task("slow", context => { if (context.TryNumber < 3) { throw new TimeoutException("no answer"); } });
            dag.Task("wrong", () => throw new ArgumentNullException("input"));
            return await DagFile.RunAsync(args);
            """);

        run.State.ShouldBe(RunState.Failed);
        var slow = await home.TaskAsync("retry_policy", "slow");
        (slow.State, slow.TryNumber).ShouldBe((TaskState.Success, 3));
        (await home.HistoryAsync("retry_policy", "slow")).Select(task => (task.TryNumber, task.RetryReason, task.RetryDelayOverride)).ShouldBe(
            [(1, "the service is slow", 0.01), (2, "the service is slow", 0.01)]);
        var wrong = await home.TaskAsync("retry_policy", "wrong");
        (wrong.State, wrong.TryNumber).ShouldBe((TaskState.Failed, 1));
    }
}
