using Airflow.Engine.Dags;

namespace Airflow.Conformance.Dags;

[Trait("Category", "Conformance")]
public sealed class PriorityVectors
{
    private const string FileName = "semantics/priority.json";

    public static TheoryData<string> Cases() => Vectors.Ids(FileName);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Instances_carry_the_weight_of_the_rule(string id)
    {
        var @case = Vectors.Case(FileName, id);
        var description = @case["input"]!["dag"]!.AsObject();
        if (@case["expected"]!["error"] is not null)
        {
            Should.Throw<DagSerializationException>(() => DagGraph.Build(DescribedDag.Read(description)));
            return;
        }

        var graph = DagGraph.Build(DescribedDag.Read(description));

        foreach (var (instance, weight) in @case["expected"]!["priority_weight"]!.AsObject())
        {
            var task = instance.Split('[')[0];
            graph.PriorityWeight(graph.IndexOf(task)).ShouldBe(weight!.GetValue<long>(), instance);
        }
    }
}
