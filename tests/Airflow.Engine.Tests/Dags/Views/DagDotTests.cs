using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Authoring;
using Airflow.Engine.Dags.Views;

namespace Airflow.Engine.Tests.Dags.Views;

public sealed class DagDotTests
{
    private static readonly DagSource Source = new() { FileLocation = "/dags/a.cs", RelativeFileLocation = "a.cs", DagsFolder = "/dags" };

    [Fact]
    public void Labels_odd_names_and_inner_groups_are_written()
    {
        var dag = new Dag("my.dag");
        var begin = dag.Task("graph", () => 1);
        var outer = dag.Group("outer");
        outer.Group("inner").Task("a", () => 1);
        begin.Then(outer, label: "say \"yes\"");

        var dot = DagDot.Of(DagGraph.Build(DagSerializer.Serialize(dag, Source)));

        dot.ShouldStartWith("digraph \"my.dag\" {\n\tgraph [label=\"my.dag\" labelloc=t rankdir=LR]\n");
        dot.ShouldContain("\t\"graph\" [color=\"#000000\"");
        dot.ShouldContain("\tsubgraph cluster_outer {\n");
        dot.ShouldContain("\t\tsubgraph \"cluster_outer.inner\" {\n\t\t\tcolor=\"#000000\" fillcolor=\"#6495ed7f\" label=inner ");
        dot.ShouldContain("\t\t\t\"outer.inner.a\" [color=\"#000000\" fillcolor=\"#");
        dot.ShouldContain("\t\"graph\" -> \"outer.upstream_join_id\" [label=\"say \\\"yes\\\"\"]\n");
        dot.ShouldEndWith("}\n");
    }

    [Fact]
    public void Links_between_DAGs_go_through_the_task_or_the_asset()
    {
        var producer = new Dag("producer");
        producer.Task("write", () => 1, new() { Outlets = [new Asset("orders", "s3://shop/orders"), new AssetAlias("any")] });
        var consumer = new Dag("consumer") { Schedule = new Asset("orders", "s3://shop/orders") | AssetRef.ByName("late") };
        consumer.Task("read", () => 1);
        var documents = new[] { producer, consumer }.Select(dag => DagSerializer.Serialize(dag, Source)).ToList();

        var dot = DagDot.OfDependencies(documents.Select(document => KeyValuePair.Create(document.DagId, (IReadOnlyList<DagDependency>)document.DagDependencies!.Value)));

        documents[0].DagDependencies!.Value.ShouldContain(
            new DagDependency("producer", "asset", "orders", "asset", """{"name": "orders", "uri": "s3://shop/orders"}"""));
        dot.ShouldBe("""
            digraph {
            	graph [rankdir=LR]
            	subgraph producer {
            		graph [label=producer labelloc=t rankdir=LR]
            		producer -> orders
            		producer -> any
            	}
            	subgraph consumer {
            		graph [label=consumer labelloc=t rankdir=LR]
            		orders -> consumer
            		late -> consumer
            	}
            }

            """);
    }
}
