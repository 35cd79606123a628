using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Airflow.Engine.Dags;

namespace Airflow.Conformance.Dags;

[Trait("Category", "Conformance")]
public sealed class SerializedDagVectors
{
    private static readonly SchemaChecker Schema = SchemaChecker.ForDags();

    public static TheoryData<string> Samples() =>
        [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Vectors.Folder, "execution", "serialized");

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_document_is_read_and_written_back_as_it_was(string name)
    {
        var document = Document(name);

        var written = DagSerialization.Write(DagSerialization.Read(document.ToJsonString()));

        Vectors.ShouldMatch(JsonNode.Parse(written), document);
    }

    /// <summary>Found again from tasks and schedule alone; documents of other languages come with theirs.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void The_links_to_other_DAGs_and_assets_are_those_of_the_document(string name)
    {
        var dag = DagSerialization.Read(Document(name).ToJsonString());

        var found = DagDependencies.Of(dag.DagId, dag.Tasks, (dag.BuildTimetable() as Engine.Timetables.AssetTriggeredTimetable)?.AssetCondition);

        found.ShouldBe(dag.DagDependencies ?? [], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_written_document_conforms_to_the_schema(string name)
    {
        var written = JsonNode.Parse(DagSerialization.Write(DagSerialization.Read(Document(name).ToJsonString())));

        Schema.Check(written).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_field_of_the_schema_is_typed(string name)
    {
        var dag = DagSerialization.Read(Document(name).ToJsonString());

        // explicit nulls have no typed form: null is "absent"; they are kept so that the document stays the same
        dag.Extra.Items.Where(field => field.Value.ValueKind != System.Text.Json.JsonValueKind.Null).ShouldBeEmpty();
        var known = Reference("operator");
        foreach (var task in dag.Tasks)
        {
            task.Extra.Items.Select(field => field.Key).Intersect(known, StringComparer.Ordinal).ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_order_of_keys_changes_neither_text_nor_hash(string name)
    {
        var document = Document(name);
        var dag = DagSerialization.Read(document.ToJsonString());

        var shuffled = DagSerialization.Read(Reversed(document)!.ToJsonString());

        DagHash.Compute(shuffled).ShouldBe(DagHash.Compute(dag));
        DagHash.Compute(dag).Length.ShouldBe(32);
        DagSerialization.Write(DagSerialization.Read(DagSerialization.Write(dag))).ShouldBe(DagSerialization.Write(dag));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_graph_has_the_edges_of_the_document(string name)
    {
        var dag = DagSerialization.Read(Document(name).ToJsonString());

        var graph = DagGraph.Build(dag);

        var edges = Enumerable.Range(0, graph.Count)
            .SelectMany(task => graph.Downstream(task).ToArray().Select(next => (graph.TaskId(task), graph.TaskId(next))))
            .ToHashSet();
        edges.ShouldBe(dag.Tasks.SelectMany(task => (task.DownstreamTaskIds ?? []).Select(next => (task.TaskId, next))), ignoreOrder: true);
        graph.EdgeCount.ShouldBe(edges.Count);
    }

    private static JsonObject Document(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!["data"]!.DeepClone().AsObject();

    private static ImmutableArray<string> Reference(string definition) =>
    [
        .. JsonNode.Parse(File.ReadAllText(Path.Combine(Conformance.Reference.Folder, "execution", "dag-serialization-v3.schema.json")))!
            ["definitions"]![definition]!["properties"]!.AsObject().Select(property => property.Key),
    ];

    // children of a group keep their order: it is information
    private static JsonNode? Reversed(JsonNode? node, string? key = null) => node switch
    {
        JsonObject map => new JsonObject((key == "children" ? map.AsEnumerable() : map.Reverse())
            .Select(field => KeyValuePair.Create(field.Key, Reversed(field.Value, field.Key)))),
        JsonArray list => new JsonArray([.. list.Select(item => Reversed(item))]),
        _ => node?.DeepClone(),
    };
}
