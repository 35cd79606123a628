using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Secrets;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Frames.Messages;
using Airflow.Runtime.Processes;
using Airflow.Runtime.Supervision;
using Airflow.Runtime.Tests.Harness;
using State = Airflow.Engine.Tasks.TaskState;
using TaskEndMessage = Airflow.Runtime.Frames.Messages.TaskState;

namespace Airflow.Runtime.Tests.Supervision;

public sealed class OutcomesTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TryEnd Nothing = new(null, null, null, null, Killed: false, OutOfMemory: false, null);

    private readonly ResourceDatabase database = new();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public void Silence_and_a_clean_exit_are_a_success() => Of(Nothing with { Exit = new ChildExit(0, null) }).State.ShouldBe(State.Success);

    [Theory]
    [InlineData(false, State.Failed)]
    [InlineData(true, State.UpForRetry)]
    public void Silence_and_any_other_end_are_a_failure(bool shouldRetry, State state)
    {
        Of(Nothing with { Exit = new ChildExit(1, null) }, shouldRetry).State.ShouldBe(state);
        Of(Nothing with { Exit = new ChildExit(null, 11) }, shouldRetry).State.ShouldBe(state);
        Of(Nothing with { Exit = new ChildExit(null, null) }, shouldRetry).ExitCause.ShouldBe(new ExitCause("lost"));
    }

    [Fact]
    public void A_kill_that_was_not_ours_while_memory_ran_out_is_out_of_memory()
    {
        var end = Nothing with { Exit = new ChildExit(null, 9), OutOfMemory = true };
        Of(end).ExitCause.ShouldBe(new ExitCause("oom", Signal: 9));
        Of(end with { Killed = true }).ExitCause.ShouldBe(new ExitCause("killed", Signal: 9));
        Of(end with { OutOfMemory = false }).ExitCause.ShouldBe(new ExitCause("signal", Signal: 9));
    }

    [Fact]
    public void What_the_task_said_stands_even_if_its_process_crashed_afterwards() =>
        Of(Nothing with { Terminal = new SucceedTask { EndDate = Now }, Exit = new ChildExit(null, 11) }).State.ShouldBe(State.Success);

    [Fact]
    public void A_failure_because_of_the_stop_is_the_stop_and_a_success_in_spite_of_it_is_a_success()
    {
        var failed = Nothing with { Terminal = new TaskEndMessage { State = "failed", EndDate = Now } };
        Of(failed with { Stop = StopReason.Shutdown }).State.ShouldBe(State.None);
        Of(failed with { Stop = StopReason.Timeout }, shouldRetry: true).State.ShouldBe(State.UpForRetry);
        Of(Nothing with { Terminal = new SucceedTask { EndDate = Now }, Stop = StopReason.Shutdown }).State.ShouldBe(State.Success);
        Of(Nothing with { Terminal = new TaskEndMessage { State = "skipped" }, Stop = StopReason.Killed }).State.ShouldBe(State.Skipped);
    }

    [Fact]
    public void A_failure_after_the_limit_is_one_for_the_limit()
    {
        var late = Nothing with { Terminal = new TaskEndMessage { State = "failed", EndDate = Now.AddSeconds(11) }, Reason = "ran longer" };
        Of(late, timeout: TimeSpan.FromSeconds(10)).ExitCause.ShouldNotBeNull().Kind.ShouldBe("timeout");
        Of(late, timeout: TimeSpan.FromSeconds(60)).ExitCause.ShouldBeNull();
        Of(late).Reason.ShouldBe("ran longer");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_task_on_a_host_whose_clock_is_wrong_ends_when_it_is_heard(int hours)
    {
        var told = Now.AddHours(hours);
        Of(Nothing with { Terminal = new SucceedTask { EndDate = told } }).EndDate.ShouldBe(Now);
        Of(Nothing with { Terminal = new TaskEndMessage { State = "failed", EndDate = told } }, timeout: TimeSpan.FromMinutes(10)).ShouldSatisfyAllConditions(
            failed => failed.EndDate.ShouldBe(Now),
            failed => failed.ExitCause.ShouldBeNull());
        var again = Of(Nothing with { Terminal = new RescheduleTask { EndDate = told, RescheduleDate = told.AddMinutes(5) } });
        (again.EndDate, again.RescheduleDate).ShouldBe((Now, Now.AddMinutes(5)));
        Of(Nothing with { Terminal = new SucceedTask { EndDate = Now.AddSeconds(-3) } }).EndDate.ShouldBe(Now.AddSeconds(-3));
    }

    [Fact]
    public void Breaking_the_protocol_is_a_failure_that_says_so() =>
        Of(Nothing with { Exit = new ChildExit(null, 9), Killed = true, Problem = "0xc1" }).Reason.ShouldNotBeNull().ShouldContain("0xc1");

    private TryOutcome Of(TryEnd end, bool shouldRetry = false, TimeSpan? timeout = null)
    {
        var workload = new TaskWorkload
        {
            Id = Guid.Empty,
            Key = new TaskInstanceKey("d", "r", "t", -1),
            TryNumber = 1,
            DagVersionId = Guid.Empty,
            Queue = "default",
            Pool = "default_pool",
            BundleName = "b",
            BundleVersion = "v",
            DagRelPath = "d.cs",
            LogPath = "l",
            ExecutionTimeout = timeout,
        };
        var run = new Engine.Runs.DagRun { DagId = "d", RunId = "r", RunType = RunType.Manual, RunAfter = Now };
        var launch = new TaskLaunch(workload, new TaskStart { Run = run, StartDate = Now, ShouldRetry = shouldRetry }, "l");
        return Outcomes.Of(launch, new RequestHandler(launch, new FakeExecutionApi(), database.Resources, new SecretMasker(new MaskingOptions())), end, Now);
    }
}
