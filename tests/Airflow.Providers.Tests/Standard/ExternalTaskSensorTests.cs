using Airflow.Tests.Hosting;

namespace Airflow.Providers.Standard;

public sealed class ExternalTaskSensorTests
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("external");

    [Fact]
    public async Task It_waits_for_the_run_of_an_earlier_date()
    {
        _run.Backend.Rows.Add(("other", null, TestRun.Day.AddHours(-1), "success"));

        (await WaitAsync(new ExternalTaskSensor("t") { ExternalDagId = "other", ExecutionDelta = TimeSpan.FromHours(1), Timeout = TimeSpan.Zero })).ShouldBeOfType<TaskSucceeded>();
        (await WaitAsync(new ExternalTaskSensor("u") { ExternalDagId = "other", Timeout = TimeSpan.Zero })).ShouldBeOfType<TaskFailed>();
    }

    [Fact]
    public async Task It_waits_for_all_of_several_tasks()
    {
        _run.Backend.Rows.Add(("other", "a", TestRun.Day, "success"));
        (await WaitAsync(Sensor("t"))).ShouldBeOfType<TaskFailed>();

        _run.Backend.Rows.Add(("other", "b", TestRun.Day, "success"));

        (await WaitAsync(Sensor("u"))).ShouldBeOfType<TaskSucceeded>();

        static ExternalTaskSensor Sensor(string id) => new(id) { ExternalDagId = "other", ExternalTaskIds = ["a", "b"], Timeout = TimeSpan.Zero };
    }

    [Fact]
    public async Task It_fails_or_is_skipped_with_what_it_waits_for()
    {
        _run.Backend.Rows.Add(("other", "a", TestRun.Day, "failed"));

        (await WaitAsync(new ExternalTaskSensor("t") { ExternalDagId = "other", ExternalTaskIds = ["a"], FailedStates = ["failed"] })).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("ended as failed");
        (await WaitAsync(new ExternalTaskSensor("u") { ExternalDagId = "other", ExternalTaskIds = ["a"], SkippedStates = ["failed"] })).ShouldBeOfType<TaskSkipped>();
    }

    [Fact]
    public async Task A_failure_that_it_waits_for_skips_it_when_it_fails_softly()
    {
        _run.Backend.Rows.Add(("other", "a", TestRun.Day, "failed"));

        (await WaitAsync(new ExternalTaskSensor("t") { ExternalDagId = "other", ExternalTaskId = "a", FailedStates = ["failed"], SoftFail = true })).ShouldBeOfType<TaskSkipped>();
    }

    [Fact]
    public async Task All_tasks_of_a_group_have_to_end_well()
    {
        _run.Backend.Rows.Add(("other", "g.a", TestRun.Day, "success"));
        _run.Backend.Rows.Add(("other", "g.b", TestRun.Day, "running"));
        _run.Backend.Rows.Add(("other", "h", TestRun.Day, "failed"));
        (await WaitAsync(Sensor("t"))).ShouldBeOfType<TaskFailed>();

        _run.Backend.Rows[1] = ("other", "g.b", TestRun.Day, "success");
        (await WaitAsync(Sensor("u"))).ShouldBeOfType<TaskSucceeded>();

        _run.Backend.Rows[0] = ("other", "g.a", TestRun.Day, "failed");
        (await WaitAsync(Sensor("v"))).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("ended as failed");

        static ExternalTaskSensor Sensor(string id) =>
            new(id) { ExternalDagId = "other", ExternalTaskGroupId = "g", FailedStates = ["failed"], Timeout = TimeSpan.Zero };
    }

    [Fact]
    public async Task A_function_names_the_dates_to_wait_for()
    {
        _run.Backend.Rows.Add(("other", null, TestRun.Day, "success"));
        (await WaitAsync(Sensor("t"))).ShouldBeOfType<TaskFailed>();

        _run.Backend.Rows.Add(("other", null, TestRun.Day.AddDays(-1), "success"));
        (await WaitAsync(Sensor("u"))).ShouldBeOfType<TaskSucceeded>();

        static ExternalTaskSensor Sensor(string id) =>
            new(id) { ExternalDagId = "other", ExecutionDateFn = date => [date, date.AddDays(-1)], Timeout = TimeSpan.Zero };
    }

    [Fact]
    public async Task What_contradicts_itself_fails_for_good()
    {
        (await WaitAsync(new ExternalTaskSensor("t"))).ShouldBeOfType<TaskFailed>().Retryable.ShouldBeFalse();
        (await WaitAsync(new ExternalTaskSensor("u") { ExternalDagId = "o", ExternalTaskId = "a", ExternalTaskGroupId = "g" })).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("more than one of");
        (await WaitAsync(new ExternalTaskSensor("v") { ExternalDagId = "o", ExecutionDelta = TimeSpan.FromDays(1), ExecutionDateFn = date => [date] })).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("both");
    }

    private Task<TaskOutcome> WaitAsync(ExternalTaskSensor sensor) => _run.RunAsync(_dag.Add(sensor));
}
