using Airflow.Tests.Tasks;

namespace Airflow.Tests.Dags;

public sealed class TaskGroupTests
{
    private readonly Dag _dag = new("groups");

    [Fact]
    public void Ids_in_a_group_start_with_the_groups_id_unless_it_says_no()
    {
        var outer = _dag.Group("outer");
        var inner = outer.Group("inner");
        var bare = outer.Group("bare", new() { PrefixGroupId = false });

        Add(inner, "a").Id.ShouldBe("outer.inner.a");
        Add(bare, "b").Id.ShouldBe("b");
        inner.Id.ShouldBe("outer.inner");
    }

    [Fact]
    public void Arrows_lead_to_the_first_and_from_the_last_tasks_of_a_group()
    {
        var group = _dag.Group("g");
        var (before, a, b, c, after) = (Add(_dag, "before"), Add(group, "a"), Add(group, "b"), Add(group, "c"), Add(_dag, "after"));
        _ = a >> b;

        _ = before >> group >> after;

        Edges().ShouldBe(["before>g.a", "before>g.c", "g.a>g.b", "g.b>after", "g.c>after"], ignoreOrder: true);
        _dag.Graph.Edges(group).UpstreamTaskIds.ShouldBe(["before"]);
        _dag.Graph.Edges(group).DownstreamTaskIds.ShouldBe(["after"]);
        c.Group.ShouldBe(group);
    }

    [Fact]
    public void Arrows_hold_for_tasks_that_are_added_to_the_group_later()
    {
        var (group, before) = (_dag.Group("g"), Add(_dag, "before"));
        _ = before >> group;

        Add(group, "late");

        Edges().ShouldBe(["before>g.late"]);
    }

    [Fact]
    public void Groups_follow_groups()
    {
        var (first, second) = (_dag.Group("first"), _dag.Group("second"));
        Add(first, "a");
        Add(second, "b");
        Add(second, "c");

        _ = first >> second;

        Edges().ShouldBe(["first.a>second.b", "first.a>second.c"]);
        _dag.Graph.Edges(first).DownstreamGroupIds.ShouldBe(["second"]);
        _dag.Graph.Edges(second).UpstreamGroupIds.ShouldBe(["first"]);
    }

    [Fact]
    public void Arrows_within_a_group_decide_what_its_ends_are_whatever_the_order_of_writing()
    {
        var outer = _dag.Group("outer");
        var (first, second) = (outer.Group("first"), outer.Group("second"));
        Add(first, "a");
        Add(second, "b");
        var after = Add(_dag, "after");

        _ = outer >> after;
        _ = first >> second;

        Edges().ShouldBe(["outer.first.a>outer.second.b", "outer.second.b>after"], ignoreOrder: true);
    }

    [Fact]
    public void A_tear_down_does_not_hold_up_what_comes_after_its_group()
    {
        var group = _dag.Group("g");
        var (create, work, drop) = (Add(group, "create"), Add(group, "work"), Add(group, "drop"));
        drop.AsTeardown(create);
        _ = create >> work >> drop;
        var after = Add(_dag, "after");

        _ = group >> after;

        _dag.Graph.Upstream(after).ShouldBe([work]);
    }

    [Fact]
    public void Default_arguments_come_from_the_task_then_its_groups_then_the_DAG()
    {
        var dag = new Dag("defaults") { DefaultArgs = new() { Retries = 1, Owner = "dag", Queue = "dag", ConnId = "dag" } };
        var outer = dag.Group("outer", new() { DefaultArgs = new() { Owner = "outer", Queue = "outer", ConnId = "outer", ["number"] = 7 } });
        var inner = outer.Group("inner", new() { DefaultArgs = new() { Queue = "inner" } });

        var task = inner.Add(new NothingOperator("t") { Pool = "own" });

        var options = task.ResolvedOptions;
        (options.Pool, options.Queue, options.Owner, options.Retries).ShouldBe(("own", "inner", "outer", 1));
        (task.ConnId, task.Number).ShouldBe(("outer", 7));
    }

    [Fact]
    public void A_default_argument_of_the_wrong_type_names_task_and_argument()
    {
        var dag = new Dag("defaults") { DefaultArgs = new() { ["number"] = "seven" } };

        Should.Throw<ArgumentException>(() => dag.Add(new NothingOperator("t"))).Message.ShouldContain("Task 't': 'number' takes a Int32, not a String");
    }

    private static NothingOperator Add(ITaskContainer container, string id) => container.Add(new NothingOperator(id));

    private IEnumerable<string> Edges() => _dag.Tasks.SelectMany(task => _dag.Graph.Downstream(task).Select(next => $"{task.Id}>{next.Id}"));
}
