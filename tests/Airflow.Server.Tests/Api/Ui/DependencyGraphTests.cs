using Airflow.Engine.Dags;
using Airflow.Server.Api.Ui;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>What links DAGs becomes nodes and arrows; nobody sees DAGs that are not his to see.</summary>
public sealed class DependencyGraphTests
{
    private static readonly DagDependency[] Links =
    [
        new("makes", "asset", "orders", "asset", "{}"),
        new("asset", "reads", "orders", "asset", "{}"),
        new("reads", "ends", "start it", "trigger", "go"),
        new("other", "waits", "look", "sensor", "look"),
    ];

    [Fact]
    public void An_asset_and_a_trigger_stand_between_dags()
    {
        var graph = DependencyGraph.Of(Links, All("makes", "reads", "ends", "other", "waits"));

        graph.Edges.ShouldBe(
            [
                ("dag:makes", "asset:orders"), ("asset:orders", "dag:reads"), ("dag:reads", "trigger:reads:go"), ("trigger:reads:go", "dag:ends"), ("dag:other", "sensor:waits:look"),
                ("sensor:waits:look", "dag:waits"),
            ],
            ignoreOrder: true);
        graph.Nodes["trigger:reads:go"].Label.ShouldBe("start it");
    }

    [Fact]
    public void What_hangs_together_is_found_in_both_directions()
    {
        var graph = DependencyGraph.Of(Links, All("makes", "reads", "ends", "other", "waits"));

        graph.Around("asset:orders").Nodes.Keys.ShouldBe(["dag:makes", "asset:orders", "dag:reads", "trigger:reads:go", "dag:ends"], ignoreOrder: true);
        graph.Around("dag:waits").Edges.Count.ShouldBe(2);
        graph.Around("dag:nobody").Nodes.ShouldBeEmpty();
    }

    [Fact]
    public void A_link_to_a_dag_that_may_not_be_seen_is_not_told()
    {
        var graph = DependencyGraph.Of(Links, All("makes", "reads"));

        graph.Nodes.Keys.ShouldBe(["dag:makes", "asset:orders", "dag:reads"], ignoreOrder: true);
    }

    private static HashSet<string> All(params string[] dags) => dags.ToHashSet(StringComparer.Ordinal);
}
