namespace Airflow.Tests.Tasks;

public sealed class ArrowTests
{
    private readonly Dag _dag = new("arrows");

    [Fact]
    public void An_arrow_gives_its_right_side()
    {
        var (a, b, c) = (Add("a"), Add("b"), Add("c"));

        (a >> b >> c).ShouldBe(c);

        Edges().ShouldBe(["a>b", "b>c"]);
    }

    [Fact]
    public void A_backward_arrow_puts_the_right_side_first()
    {
        var (a, b) = (Add("a"), Add("b"));

        (a << b).ShouldBe(b);

        Edges().ShouldBe(["b>a"]);
    }

    [Fact]
    public void Tuples_are_side_by_side()
    {
        var (a, b, c, d) = (Add("a"), Add("b"), Add("c"), Add("d"));

        _ = a >> (b, c) >> d;

        Edges().ShouldBe(["a>b", "a>c", "b>d", "c>d"]);
    }

    [Fact]
    public void Tasks_of_different_types_go_into_one_tuple()
    {
        var typed = _dag.Task("typed", () => 1);
        var (a, b) = (Add("a"), Add("b"));

        _ = a >> (typed, b) >> Add("c");

        Edges().ShouldBe(["a>typed", "a>b", "typed>c", "b>c"], ignoreOrder: true);
    }

    [Fact]
    public void An_arrow_may_start_at_a_tuple()
    {
        var typed = _dag.Task("typed", () => 1);
        var (a, b, c) = (Add("a"), Add("b"), Add("c"));

        _ = (a, typed) >> b >> c;
        _ = (a, b, typed) >> c;

        Edges().ShouldBe(["a>b", "typed>b", "b>c", "a>c", "typed>c"], ignoreOrder: true);
    }

    [Fact]
    public void The_same_arrow_twice_is_one()
    {
        var (a, b) = (Add("a"), Add("b"));

        _ = a >> b;
        _ = a >> b;

        Edges().ShouldBe(["a>b"]);
    }

    [Fact]
    public void A_chain_joins_steps_of_equal_length_pair_by_pair()
    {
        var (a, b, c, d, e, f) = (Add("a"), Add("b"), Add("c"), Add("d"), Add("e"), Add("f"));

        Dag.Chain(Dag.Side(a), Dag.Side(b, c), Dag.Side(d, e), Dag.Side(f));

        Edges().ShouldBe(["a>b", "a>c", "b>d", "c>e", "d>f", "e>f"]);
    }

    [Fact]
    public void A_chain_refuses_steps_of_different_lengths()
    {
        var steps = new[] { Dag.Side(Add("a"), Add("b")), Dag.Side(Add("c"), Add("d"), Add("e")) };

        Should.Throw<ArgumentException>(() => Dag.Chain(steps)).Message.ShouldContain("2 and 3 tasks");
    }

    [Fact]
    public void Cross_downstream_joins_all_with_all()
    {
        Dag.CrossDownstream([Add("a"), Add("b")], [Add("c"), Add("d")]);

        Edges().ShouldBe(["a>c", "a>d", "b>c", "b>d"]);
    }

    [Fact]
    public void Labels_stay_on_their_arrows()
    {
        var (a, b, c) = (Add("a"), Add("b"), Add("c"));

        a.Then(b, label: "yes").Then(c);

        _dag.Graph.Labels.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create(("a", "b"), "yes"));
    }

    [Fact]
    public void An_arrow_into_another_DAG_is_refused()
    {
        var other = new Dag("other");
        var (here, there) = (Add("a"), other.Task("b", () => { }));

        Should.Throw<InvalidOperationException>(() => here >> there).Message.ShouldContain("'other'");
    }

    [Fact]
    public void A_task_is_added_once()
    {
        var task = Add("a");

        Should.Throw<InvalidOperationException>(() => new Dag("other").Add(task)).Message.ShouldContain("already part of DAG 'arrows'");
    }

    [Fact]
    public void A_task_that_was_not_added_says_so() =>
        Should.Throw<InvalidOperationException>(() => Add("a") >> new NothingOperator("b")).Message.ShouldContain("belongs to no DAG");

    private Operator Add(string id) => _dag.Add(new NothingOperator(id));

    private IEnumerable<string> Edges() => _dag.Tasks.SelectMany(task => _dag.Graph.Downstream(task).Select(next => $"{task.Id}>{next.Id}"));
}
