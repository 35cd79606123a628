using Airflow.Engine.Dags;

namespace Airflow.Engine.Tests.Dags;

public sealed class DagHashTests
{
    private static readonly SerializedDag Dag = DagDocuments.Dag(DagDocuments.Task("a", "b", "c"), DagDocuments.Task("b"), DagDocuments.Task("c")) with
    {
        Tags = ["one", "two"],
    };

    [Fact]
    public void A_thousand_reads_of_one_document_give_one_hash()
    {
        var text = DagSerialization.Write(Dag);

        Enumerable.Range(0, 1000).Select(_ => DagHash.Compute(DagSerialization.Read(text))).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
    }

    [Fact]
    public void Moving_the_file_makes_no_new_version()
    {
        var moved = Dag with { Fileloc = "/elsewhere/d.cs", ProcessorDagsFolder = "/elsewhere" };

        DagHash.Compute(moved).ShouldBe(DagHash.Compute(Dag));
    }

    [Fact]
    public void The_order_of_what_is_a_set_makes_no_new_version()
    {
        var reordered = Dag with
        {
            Tags = ["two", "one"],
            Tasks = [Dag.Tasks[2], Dag.Tasks[0] with { DownstreamTaskIds = ["c", "b"] }, Dag.Tasks[1]],
        };

        DagHash.Compute(reordered).ShouldBe(DagHash.Compute(Dag));
    }

    [Fact]
    public void A_changed_graph_option_or_argument_makes_a_new_version()
    {
        var hash = DagHash.Compute(Dag);

        DagHash.Compute(Dag with { Tasks = [Dag.Tasks[0] with { DownstreamTaskIds = ["b"] }, Dag.Tasks[1], Dag.Tasks[2]] }).ShouldNotBe(hash);
        DagHash.Compute(Dag with { Tasks = [Dag.Tasks[0] with { Retries = 1 }, Dag.Tasks[1], Dag.Tasks[2]] }).ShouldNotBe(hash);
        DagHash.Compute(Dag with { RelativeFileloc = "other.cs" }).ShouldNotBe(hash);
        DagHash.Compute(Dag with { Tags = ["one"] }).ShouldNotBe(hash);
    }
}
