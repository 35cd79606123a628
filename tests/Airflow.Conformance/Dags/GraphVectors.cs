using System.Text.Json.Nodes;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Authoring;
using Airflow.Engine.Dags.Views;

namespace Airflow.Conformance.Dags;

/// <summary>DAGs written in C# have the edges, groups and order that the same steps give in Python.</summary>
[Trait("Category", "Conformance")]
public sealed class GraphVectors
{
    private const string FileName = "semantics/graph.json";

    private static readonly DagSource Source = new() { FileLocation = "/dags/graph.cs", RelativeFileLocation = "graph.cs", DagsFolder = "/dags" };

    public static TheoryData<string> Built() => Vectors.Ids(FileName, @case => !IsSubset(@case) && Error(@case) is null);

    public static TheoryData<string> Refused() => Vectors.Ids(FileName, @case => !IsSubset(@case) && Error(@case) is { } error && error != "TypeError");

    public static TheoryData<string> Subsets() => Vectors.Ids(FileName, IsSubset);

    [Theory]
    [MemberData(nameof(Built))]
    public void A_DAG_has_the_recorded_edges_groups_and_order(string id)
    {
        var @case = Vectors.Case(FileName, id);
        var dag = StepDag.Build(@case["input"]!["steps"]!.AsArray());

        Vectors.ShouldMatch(Describe(dag), @case["expected"]);
    }

    [Theory]
    [MemberData(nameof(Subsets))]
    public void A_part_of_a_DAG_has_the_recorded_tasks_and_groups(string id)
    {
        var @case = Vectors.Case(FileName, id);
        var input = @case["input"]!.AsObject();
        var graph = DagGraph.Build(DagSerializer.Serialize(StepDag.Build(input["steps"]!.AsArray()), Source));
        var options = new DagSubsetOptions
        {
            IncludeUpstream = input["include_upstream"]?.GetValue<bool>() ?? true,
            IncludeDownstream = input["include_downstream"]?.GetValue<bool>() ?? false,
            IncludeDirectUpstream = input["include_direct_upstream"]?.GetValue<bool>() ?? false,
            ExcludeOriginal = input["exclude_original"]?.GetValue<bool>() ?? false,
            Depth = input["depth"]?.GetValue<int>(),
        };
        var asked = input["task_ids"] is JsonArray ids
            ? ids.Select(name => name!.GetValue<string>()).Where(name => graph.TryGetIndex(name, out _)).Select(graph.IndexOf)
            : DagSubset.Containing(graph, input["task_ids"]!.GetValue<string>());
        if (Error(@case) is not null)
        {
            Should.Throw<ArgumentOutOfRangeException>(() => DagSubset.Select(graph, asked, options));
            return;
        }

        var chosen = DagSubset.Select(graph, asked, options);

        var groups = chosen.SelectMany(task => Enclosing(graph, graph.GroupOf(task))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Vectors.ShouldMatch(
            new JsonObject
            {
                ["tasks"] = Strings(chosen.Select(graph.TaskId).Order(StringComparer.Ordinal)),
                ["partial"] = chosen.Length < graph.Count,
                ["groups"] = Strings(groups),
            },
            @case["expected"]);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_DAG_that_cannot_be_is_refused(string id)
    {
        var steps = Vectors.Case(FileName, id)["input"]!["steps"]!.AsArray();
        try
        {
            StepDag.Build(steps).Validate().ShouldNotBeEmpty();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // refused while it was written
        }
    }

    /// <summary>Where Python raises TypeError the C# does not compile.</summary>
    [Fact]
    public void There_is_no_arrow_from_several_tasks_to_several() => typeof(TaskList).GetMethods()
        .Where(method => method.Name == "op_RightShift")
        .Select(method => method.GetParameters()[1].ParameterType)
        .ShouldBe([typeof(TaskNode)]);

    private static bool IsSubset(JsonObject @case) => @case["group"]!.GetValue<string>() == "subset";

    private static string? Error(JsonObject @case) => @case["expected"]!["error"]?.GetValue<string>();

    private static IEnumerable<string> Enclosing(DagGraph graph, int group)
    {
        for (; group > 0; group = graph.Groups[group].Parent)
        {
            yield return graph.Groups[group].Id!;
        }
    }

    /// <summary>The DAG in the words of the recorded answer.</summary>
    private static JsonObject Describe(Dag dag)
    {
        var graph = dag.Graph;
        var built = DagGraph.Build(DagSerializer.Serialize(dag, Source));
        var answer = new JsonObject
        {
            ["tasks"] = Sorted(dag.Tasks),
            ["edges"] = new JsonArray([.. dag.Tasks.SelectMany(from => graph.Downstream(from).Select(to => (From: from.Id, To: to.Id)))
                .OrderBy(edge => edge.From, StringComparer.Ordinal).ThenBy(edge => edge.To, StringComparer.Ordinal)
                .Select(edge => new JsonArray(edge.From, edge.To))]),
            ["topological"] = Topological(built),
            ["roots"] = Sorted(graph.Roots),
            ["leaves"] = Sorted(graph.Leaves),
            ["ui_edges"] = new JsonArray([.. GraphEdges.Of(built).Select(edge => new JsonArray(edge.SourceId, edge.TargetId, edge.Label, edge.IsSetupTeardown))]),
        };
        if (answer["topological"] is JsonArray && dag.Groups.Count > 0)
        {
            answer["topological_nested"] = new JsonArray([.. DagLayout.Sort(built).Select(Nested)]);
        }

        if (dag.Groups.Count > 0)
        {
            answer["groups"] = new JsonObject(dag.Groups.Select(group => KeyValuePair.Create(group.Id, (JsonNode?)Describe(group, dag))));
        }

        if (graph.Labels.Count > 0)
        {
            answer["edge_labels"] = new JsonObject(graph.Labels.Select(label => KeyValuePair.Create($"{label.Key.From} {label.Key.To}", (JsonNode?)label.Value)));
        }

        if (dag.Tasks.Any(task => task.IsSetup || task.IsTeardown))
        {
            answer["setups"] = Sorted(dag.Tasks.Where(task => task.IsSetup));
            answer["teardowns"] = Sorted(dag.Tasks.Where(task => task.IsTeardown));
        }

        return answer;
    }

    private static JsonNode Topological(DagGraph graph)
    {
        try
        {
            return Strings(DagLayout.Sort(graph).SelectMany(node => node.TaskIds));
        }
        catch (DagCycleException)
        {
            return new JsonObject { ["error"] = "ValueError" };
        }
    }

    private static JsonNode Nested(DagLayoutNode node) => node.Children is { } children
        ? new JsonObject { [node.Id] = new JsonArray([.. children.Select(Nested)]) }
        : JsonValue.Create(node.Id);

    private static JsonObject Describe(TaskGroup group, Dag dag)
    {
        var edges = dag.Graph.Edges(group);
        return new JsonObject
        {
            ["children"] = Strings(group.Children.Select(child => child.Id)),
            ["upstream_join_id"] = $"{group.Id}.upstream_join_id",
            ["downstream_join_id"] = $"{group.Id}.downstream_join_id",
            ["label"] = group.LocalId,
            ["upstream_group_ids"] = Strings(edges.UpstreamGroupIds),
            ["downstream_group_ids"] = Strings(edges.DownstreamGroupIds),
            ["upstream_task_ids"] = Strings(edges.UpstreamTaskIds),
            ["downstream_task_ids"] = Strings(edges.DownstreamTaskIds),
            ["roots"] = Sorted(dag.Graph.EntryTasks(group)),
            ["leaves"] = Sorted(dag.Graph.ExitTasks(group)),
        };
    }

    private static JsonArray Sorted(IEnumerable<TaskNode> nodes) => Strings(nodes.Select(node => node.Id).Order(StringComparer.Ordinal));

    private static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
