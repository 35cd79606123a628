using System.Text.Json.Nodes;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>The graph and the grid around one task, and what is around a DAG.</summary>
public sealed class TaskStreamTests : IAsyncLifetime
{
    private ApiServer server = null!;
    private string token = "";

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        token = await server.TokenOfAsync("admin");
        var (orders, prices, stock) = (new Asset("orders"), new Asset("prices"), new Asset("stock"));
        var dag = new Dag("d") { Schedule = orders & (prices | stock) };
        var first = dag.Task("first", static _ => { });
        var group = dag.Group("g");
        var (a, b) = (group.Task("a", static _ => { }), group.Task("b", static _ => { }));
        var last = dag.Task("last", static _ => { }, new() { Outlets = [new Asset("made")] });
        var beside = dag.Task("beside", static _ => { });
        _ = first >> group >> last;
        _ = a >> b;
        _ = first >> beside;
        _ = last >> dag.Task("go", static _ => { });
        await server.SaveDagAsync(dag);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("", "beside first g g.a g.b go last")]
    [InlineData("?root=last", "last")]
    [InlineData("?root=last&include_upstream=true", "first g g.a g.b last")]
    [InlineData("?root=last&include_upstream=true&depth=1", "g g.b last")]
    [InlineData("?root=first&include_downstream=true&depth=1", "beside first g g.a")]
    [InlineData("?root=last&include_upstream=true&include_downstream=true&depth=1", "g g.b go last")]
    [InlineData("?root=g.&include_downstream=true&depth=1", "g g.a g.b last")]
    [InlineData("?root=nothing&include_upstream=true", "")]
    public async Task The_grid_and_the_graph_show_what_hangs_together_with_a_task(string query, string expected)
    {
        var grid = await server.JsonAsync(HttpMethod.Get, $"/ui/grid/d{query}", token);
        Ids(grid["structure"]!).ShouldBe(expected);

        var graph = await server.JsonAsync(HttpMethod.Get, $"/ui/graph/d{query}", token);
        Ids(graph["nodes"]!).ShouldBe(expected);
        var data = await server.JsonAsync(HttpMethod.Get, $"/ui/structure/structure_data{query}{(query.Length > 0 ? "&" : "?")}dag_id=d", token);
        data["nodes"]!.ToJsonString().ShouldBe(graph["nodes"]!.ToJsonString());

        var known = AllIds(graph["nodes"]!).ToHashSet(StringComparer.Ordinal);
        graph["edges"]!.AsArray().ShouldAllBe(edge => known.Contains((string)edge!["source_id"]!) && known.Contains((string)edge["target_id"]!));
    }

    [Fact]
    public async Task A_task_goes_by_the_operator_that_people_know()
    {
        var graph = await server.JsonAsync(HttpMethod.Get, "/ui/graph/d?root=last", token);

        graph["nodes"]!.AsArray().Select(static node => (string?)node!["operator"]).ShouldBe(["@task"]);
    }

    [Fact]
    public async Task Where_arrows_of_a_group_meet_is_gone_with_the_arrows()
    {
        var graph = await server.JsonAsync(HttpMethod.Get, "/ui/graph/d?root=g.b", token);

        AllIds(graph["nodes"]!).ShouldBe(["g", "g.b"]);
        graph["edges"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_around_a_dag_is_told_on_demand()
    {
        var graph = await server.JsonAsync(HttpMethod.Get, "/ui/graph/d?external_dependencies=true", token);

        var nodes = graph["nodes"]!.AsArray().ToDictionary(static node => (string)node!["id"]!, static node => node!, StringComparer.Ordinal);
        var edges = graph["edges"]!.AsArray().Select(static edge => $"{edge!["source_id"]} > {edge["target_id"]}").ToList();
        var gates = nodes.Values.Where(static node => (string)node["type"]! == "asset-condition").ToDictionary(static node => (string)node["asset_condition_type"]!, static node => (string)node["id"]!, StringComparer.Ordinal);
        gates.Keys.ShouldBe(["and-gate", "or-gate"], ignoreOrder: true);
        edges.ShouldContain($"asset:orders > {gates["and-gate"]}");
        edges.ShouldContain($"asset:prices > {gates["or-gate"]}");
        edges.ShouldContain($"asset:stock > {gates["or-gate"]}");
        edges.ShouldContain($"{gates["or-gate"]} > {gates["and-gate"]}");
        edges.ShouldContain($"{gates["and-gate"]} > first");
        edges.ShouldContain("last > asset:made");
        (await server.JsonAsync(HttpMethod.Get, "/ui/graph/d", token))["nodes"]!.AsArray().Select(static node => (string)node!["id"]!).ShouldNotContain(static id => id.StartsWith("asset", StringComparison.Ordinal));
    }

    /// <summary>All ids without those of the points in which arrows meet, in order.</summary>
    private static string Ids(JsonNode nodes) => string.Join(' ', AllIds(nodes).Where(static id => !id.EndsWith("_join_id", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static IEnumerable<string> AllIds(JsonNode nodes) =>
        nodes.AsArray().SelectMany(static node => AllIds(node!["children"] ?? new JsonArray()).Prepend((string)node["id"]!));
}
