using System.Text.Json;
using Airflow.Engine.Dags;
using static Airflow.Engine.Tests.Dags.DagDocuments;

namespace Airflow.Engine.Tests.Dags;

public sealed class DagGraphTests
{
    [Fact]
    public void Neighbours_roots_and_leaves_are_those_of_the_document()
    {
        var graph = DagGraph.Build(Dag(Task("a", "b", "c", "b"), Task("b", "d"), Task("c", "d"), Task("d")));

        graph.Downstream(0).ToArray().ShouldBe([1, 2]);
        graph.Upstream(3).ToArray().ShouldBe([1, 2]);
        graph.Roots.ShouldBe([0]);
        graph.Leaves.ShouldBe([3]);
        graph.EdgeCount.ShouldBe(4);
        graph.IndexOf("c").ShouldBe(2);
        graph.TryGetIndex("x", out _).ShouldBeFalse();
        Should.Throw<KeyNotFoundException>(() => graph.IndexOf("x")).Message.ShouldContain("'x'");
    }

    [Fact]
    public void A_task_comes_after_everything_upstream_of_it()
    {
        var graph = DagGraph.Build(Dag(Task("d"), Task("c", "d"), Task("b", "c", "d"), Task("a", "b", "d")));

        graph.Topological.ToArray().Select(graph.TaskId).ShouldBe(["a", "b", "c", "d"]);
    }

    [Theory]
    [InlineData("a>a")]
    [InlineData("a>b b>a")]
    [InlineData("a>b b>c c>b")]
    public void A_circle_is_refused_and_shown(string edges)
    {
        var targets = edges.Split(' ').Select(edge => edge.Split('>')).ToLookup(edge => edge[0], edge => edge[1], StringComparer.Ordinal);
        var tasks = new[] { "a", "b", "c" }.Select(id => Task(id, [.. targets[id]])).ToArray();

        var error = Should.Throw<DagCycleException>(() => DagGraph.Build(Dag(tasks)));

        error.Tasks[0].ShouldBe(error.Tasks[^1]);
        error.Tasks.Zip(error.Tasks.Skip(1)).ShouldAllBe(edge => targets[edge.First].Contains(edge.Second));
    }

    [Fact]
    public void Settings_come_from_task_then_partial_then_defaults_then_schema()
    {
        var dag = Dag(
            Task("a") with { Retries = 1, Pool = "p" },
            Task("b") with
            {
                IsMapped = true,
                ExpandInput = new SerializedExpandInput("dict-of-lists", JsonElement.Parse("{}")),
                PartialKwargs = JsonElement.Parse("""{"retries": 7, "retry_delay": {"__type": "timedelta", "__var": 30.0}, "queue": "q", "op_args": []}"""),
            }) with
        {
            StartDate = DateTimeOffset.UnixEpoch,
            TaskDefaults = new SerializedTask { Retries = 3, Owner = "me" },
        };

        var graph = DagGraph.Build(dag);

        (graph.Settings(0).Retries, graph.Settings(0).Pool, graph.Settings(0).Owner).ShouldBe((1, "p", "me"));
        graph.Settings(0).RetryDelay.ShouldBe(TimeSpan.FromMinutes(5));
        graph.Settings(0).StartDate.ShouldBe(DateTimeOffset.UnixEpoch);
        (graph.Settings(1).Retries, graph.Settings(1).Queue, graph.Settings(1).TriggerRule).ShouldBe((7, "q", "all_success"));
        graph.Settings(1).RetryDelay.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void An_unknown_weight_rule_is_refused() =>
        Should.Throw<DagSerializationException>(() => DagGraph.Build(Dag(Task("a") with { WeightRule = "sideways" }))).Message.ShouldContain("sideways");

    [Fact]
    public void Mapped_groups_and_what_they_expand_over_are_known()
    {
        var over = new SerializedExpandInput(
            "dict-of-lists",
            JsonElement.Parse("""{"__type":"dict","__var":{"x":{"__type":"xcomref","__var":{"task_id":"list","key":"return_value"}}}}"""));
        var inner = new SerializedTaskGroup { GroupId = "inner", Children = [new("g.inner.b", null)] };
        var mapped = new SerializedTaskGroup { GroupId = "g", IsMapped = true, ExpandInput = over, Children = [new("g.a", null), new("g.inner", inner)] };
        var dag = Dag(Task("list", "g.a"), Task("g.a", "g.inner.b"), Task("g.inner.b")) with
        {
            TaskGroup = new SerializedTaskGroup { Children = [new("list", null), new("g", mapped)] },
        };

        var graph = DagGraph.Build(dag);

        graph.MappedGroupOf(0).ShouldBe(-1);
        graph.Groups[graph.MappedGroupOf(2)].Id.ShouldBe("g");
        graph.Groups[graph.GroupOf(2)].Id.ShouldBe("g.inner");
        graph.IsExpanded(2).ShouldBeTrue();
        graph.IsExpanded(0).ShouldBeFalse();
        graph.ExpandsOver(2).ToArray().ShouldBe([0]);
    }

    [Fact]
    public void Teardowns_do_not_decide_the_state_of_the_run_unless_they_are_told_to()
    {
        var work = Task("work", "down");
        var down = Task("down") with { IsTeardown = true };

        DagGraph.Build(Dag(work, down)).StateLeaves.ShouldBe([0]);
        DagGraph.Build(Dag(work, down with { OnFailureFailDagrun = true })).StateLeaves.ShouldBe([1]);
        DagGraph.Build(Dag(down)).StateLeaves.ShouldBe([0]);
        DagGraph.Build(Dag(work, down)).Teardowns.ShouldBe([1]);
    }

    [Fact]
    public void Weights_of_more_tasks_than_one_block_of_bits_add_up()
    {
        var count = 9_000;
        var chain = Enumerable.Range(0, count).Select(index => Task($"t{index}", index + 1 < count ? [$"t{index + 1}"] : []) with { PriorityWeight = index % 2 });

        var graph = DagGraph.Build(Dag([.. chain]));

        graph.PriorityWeight(0).ShouldBe(count / 2);
        graph.PriorityWeight(count - 1).ShouldBe(1);
        graph.PriorityWeight(count - 2).ShouldBe(1);
        graph.PriorityWeight(100).ShouldBe((count - 100) / 2);
    }

    [Fact]
    public void Five_thousand_tasks_with_half_a_million_edges_are_built_right()
    {
        var dag = Dag() with { Tasks = Layers(50, 100) };

        var graph = DagGraph.Build(DagSerialization.Read(DagSerialization.Write(dag)));

        graph.EdgeCount.ShouldBe(49 * 100 * 100);
        graph.Roots.Length.ShouldBe(100);
        graph.PriorityWeight(0).ShouldBe(4901);
        graph.PriorityWeight(graph.Count - 1).ShouldBe(1);
        var places = new int[graph.Count];
        for (var place = 0; place < places.Length; place++)
        {
            places[graph.Topological[place]] = place;
        }

        places.Order().ShouldBe(Enumerable.Range(0, 5000));
        Enumerable.Range(0, 5000).ShouldAllBe(task => graph.Downstream(task).ToArray().All(next => places[task] < places[next]));
    }
}
