using Airflow.Tests.Hosting;

namespace Airflow.Tests.Sensors;

public sealed class SensorTests
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("sensors");
    private int _looks;

    [Fact]
    public async Task A_sensor_looks_until_it_sees_what_it_waits_for()
    {
        var sensor = _dag.Sensor("s", () => ++_looks == 3, new() { PokeInterval = TimeSpan.FromSeconds(10) });

        (await _run.RunAsync(sensor)).ShouldBeOfType<TaskSucceeded>();

        _run.Time.Waits.ShouldBe([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)]);
    }

    [Fact]
    public async Task What_it_saw_can_be_its_result()
    {
        var input = _dag.Task("input", () => 4);
        var sensor = _dag.Sensor("s", input, number => PokeResult.Done(number * 2));
        await _run.RunAsync(input);

        await _run.RunAsync(sensor);

        _run.Result(sensor).ShouldBe("8");
    }

    [Fact]
    public async Task When_its_time_is_up_it_fails_without_a_retry()
    {
        var sensor = _dag.Sensor("s", () => false, new() { Timeout = TimeSpan.FromMinutes(5) });

        (await _run.RunAsync(sensor)).ShouldBeOfType<TaskFailed>().Retryable.ShouldBeFalse();

        _run.Time.Waits.Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_soft_sensor_is_skipped_when_its_time_is_up() =>
        (await _run.RunAsync(_dag.Sensor("s", () => false, new() { Timeout = TimeSpan.Zero, SoftFail = true }))).ShouldBeOfType<TaskSkipped>();

    [Fact]
    public async Task A_failing_look_fails_the_try_unless_it_is_silent_or_never_fails()
    {
        (await _run.RunAsync(_dag.Sensor("loud", Broken))).ShouldBeOfType<TaskFailed>().Retryable.ShouldBeTrue();
        (await _run.RunAsync(_dag.Sensor("never", Broken, new() { NeverFail = true }))).ShouldBeOfType<TaskSkipped>();
        (await _run.RunAsync(_dag.Sensor("silent", () => ++_looks > 2 || Broken(), new() { SilentFail = true }))).ShouldBeOfType<TaskSucceeded>();
    }

    [Fact]
    public async Task In_reschedule_mode_it_gives_its_slot_back()
    {
        var sensor = _dag.Sensor("s", () => false, new() { Mode = SensorMode.Reschedule, PokeInterval = TimeSpan.FromMinutes(2) });

        (await _run.RunAsync(sensor)).ShouldBe(new TaskRescheduled(TestRun.Day.AddMinutes(2)));

        _run.Time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task In_reschedule_mode_its_time_counts_from_the_first_start_of_the_try()
    {
        _run.Backend.FirstStart = TestRun.Day.AddHours(-2);
        var sensor = _dag.Sensor("s", () => false, new() { Mode = SensorMode.Reschedule, Timeout = TimeSpan.FromHours(1) });

        (await _run.RunAsync(sensor, TestRun.Details(sensor) with { RescheduleCount = 3 })).ShouldBeOfType<TaskFailed>();
    }

    [Fact]
    public async Task The_waits_can_grow_up_to_a_bound()
    {
        var sensor = _dag.Sensor(
            "s", () => ++_looks == 8, new() { PokeInterval = TimeSpan.FromSeconds(4), ExponentialBackoff = true, MaxWait = TimeSpan.FromSeconds(60) });

        await _run.RunAsync(sensor);

        _run.Time.Waits.Count.ShouldBe(7);
        for (var i = 0; i < 4; i++)
        {
            var least = 4 * Math.Pow(2, i - 1);
            _run.Time.Waits[i].TotalSeconds.ShouldBeInRange(least, 2 * least);
        }

        _run.Time.Waits[^1].ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void A_sensor_says_that_it_is_one() => _dag.Sensor("s", () => true).OperatorType.IsSensor.ShouldBeTrue();

    private static bool Broken() => throw new InvalidOperationException("broken");
}
