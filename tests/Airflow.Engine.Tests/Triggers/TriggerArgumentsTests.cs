using Airflow.Engine.Triggers;

namespace Airflow.Engine.Tests.Triggers;

public sealed class TriggerArgumentsTests
{
    [Theory]
    [InlineData("""{"moment": "2026-03-01T12:00:00+00:00"}""")]
    [InlineData("""{"moment": "2026-03-01T21:00:00+09:00"}""")]
    [InlineData("""{"moment": {"__type": "datetime", "__var": 1772366400.0}}""")]
    [InlineData("""{"__type": "dict", "__var": {"moment": {"__type": "datetime", "__var": 1772366400.0}}}""")]
    [InlineData("""{"moment": {"__classname__": "pendulum.datetime.DateTime", "__version__": 2, "__data__": {"timestamp": 1772366400.0, "tz": "UTC"}}}""")]
    public void A_moment_is_read_as_tasks_and_as_Airflow_write_it(string json) =>
        new TriggerArguments(json).Time("moment").ShouldBe(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"moment": "soon"}""")]
    public void A_moment_that_is_none_is_named(string json) =>
        Should.Throw<AirflowException>(() => new TriggerArguments(json).Time("moment")).Message.ShouldContain("'moment'");

    [Fact]
    public void Seconds_have_a_default()
    {
        var arguments = new TriggerArguments("""{"poke_interval": 0.5}""");

        arguments.Seconds("poke_interval", TimeSpan.FromSeconds(5)).ShouldBe(TimeSpan.FromSeconds(0.5));
        arguments.Seconds("other", TimeSpan.FromSeconds(5)).ShouldBe(TimeSpan.FromSeconds(5));
    }
}
