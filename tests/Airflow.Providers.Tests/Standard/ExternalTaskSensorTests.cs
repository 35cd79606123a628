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

    private Task<TaskOutcome> WaitAsync(ExternalTaskSensor sensor) => _run.RunAsync(_dag.Add(sensor));
}
