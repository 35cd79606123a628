using Airflow.Cli.Commands.Tasks;
using Airflow.Engine;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Tests.Commands;

public sealed class InstanceChoiceTests
{
    /// <summary>The scheduler may make it after the command has looked for it in vain.</summary>
    [Fact]
    public void An_instance_that_was_made_meanwhile_is_taken() =>
        InstanceChoice.Choose(Key("load", -1), [Instance("extract", -1), Instance("load", -1)]).ShouldNotBeNull().Key.ShouldBe(Key("load", -1));

    [Fact]
    public void A_task_without_instances_has_none_yet() => InstanceChoice.Choose(Key("load", -1), [Instance("extract", -1)]).ShouldBeNull();

    [Fact]
    public void A_mapped_task_asks_for_an_index() => Should
        .Throw<AirflowException>(() => InstanceChoice.Choose(Key("load", -1), [Instance("extract", 0), Instance("load", 0), Instance("load", 1)]))
        .Message.ShouldBe("Task load is mapped: choose one of its 2 instances with --map-index.");

    [Fact]
    public void An_index_that_is_not_there_is_named() => Should
        .Throw<AirflowException>(() => InstanceChoice.Choose(Key("load", 7), [Instance("load", 0)]))
        .Message.ShouldBe("Task load of run r1 has no instance 7; it has 1.");

    private static TaskInstanceKey Key(string taskId, int mapIndex) => new("etl", "r1", taskId, mapIndex);

    private static TaskInstance Instance(string taskId, int mapIndex) =>
        new() { Id = Guid.CreateVersion7(), Key = Key(taskId, mapIndex), Pool = "default_pool", Queue = "default" };
}
