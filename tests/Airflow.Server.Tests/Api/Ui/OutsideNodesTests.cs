using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Authoring;
using Airflow.Server.Api.Ui;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>The DAGs that trigger a DAG or wait for it, and those that it triggers or waits for, as nodes of its graph; nobody sees DAGs that are not his to see.</summary>
public sealed class OutsideNodesTests
{
    private static readonly DagDependency[] Links =
    [
        new("d", "after", "start it", "trigger", "last"),
        new("before", "d", "call", "trigger", "call"),
        new("source", "d", "look", "sensor", "first"),
        new("d", "watcher", "watch", "sensor", "watch"),
        new("some", "others", "far", "trigger", "away"),
        new("asset", "d", "orders", "asset", "{}"),
    ];

    [Fact]
    public void Own_triggers_and_sensors_hang_on_their_tasks_and_those_of_others_on_the_ends()
    {
        Edges(Around(null, "after", "before", "source", "watcher", "some", "others")).ShouldBe(
            ["last > trigger:d:after:last", "sensor:source:d:first > first", "trigger:before:d:call > first", "last > sensor:d:watcher:watch"],
            ignoreOrder: true);
    }

    [Fact]
    public void A_dag_that_may_not_be_seen_is_not_told_of()
    {
        var around = Around(null, "after", "source");

        around.Nodes.Select(static node => node.DagId).ShouldBe(["after", "source"], ignoreOrder: true);
    }

    [Fact]
    public void What_is_not_to_be_seen_of_the_dag_brings_nothing_with_it()
    {
        Edges(Around("first", "after", "before", "source", "watcher")).ShouldBe(["sensor:source:d:first > first", "trigger:before:d:call > first"], ignoreOrder: true);
    }

    private static IEnumerable<string> Edges(OutsideNodes around) => around.Edges.Select(static edge => $"{edge.SourceId} > {edge.TargetId}");

    private static OutsideNodes Around(string? root, params string[] visible)
    {
        var dag = new Dag("d");
        _ = dag.Task("first", static _ => { }) >> dag.Task("middle", static _ => { }) >> dag.Task("last", static _ => { });
        var graph = DagGraph.Build(DagSerializer.Serialize(dag, new DagSource { FileLocation = "/dags/d.cs", RelativeFileLocation = "d.cs", DagsFolder = "/dags" }));
        var stream = root is null ? TaskStream.All : TaskStream.Of(graph, root, upstream: false, downstream: false, depth: null);
        return OutsideNodes.Of(graph, schedule: null, Links, stream, visible.ToHashSet(StringComparer.Ordinal));
    }
}
