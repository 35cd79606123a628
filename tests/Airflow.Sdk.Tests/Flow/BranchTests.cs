using Airflow.Tests.Hosting;

namespace Airflow.Tests.Flow;

public sealed class BranchTests
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("flow");

    [Fact]
    public async Task What_is_not_chosen_is_skipped()
    {
        var (a, b, c) = (Add("a"), Add("b"), Add("c"));
        var pick = _dag.Branch("pick", () => b);
        _ = pick >> (a, b, c);

        await _run.RunAsync(pick);

        _run.Backend.Skipped.ShouldBe(["a", "c"], ignoreOrder: true);
        _run.Result(pick).ShouldBe("\"b\"");
        _run.Result(pick, key: "skipmixin_key").ShouldBe("""{"followed":["b"]}""");
    }

    [Fact]
    public async Task Several_may_be_chosen_by_what_was_found()
    {
        var rows = _dag.Task("rows", () => 5);
        var (a, b, c) = (Add("a"), Add("b"), Add("c"));
        var pick = _dag.Branch("pick", rows, (context, count) => count > 0 ? [a, c] : Array.Empty<TaskNode>());
        _ = pick >> (a, b, c);
        await _run.RunAsync(rows);

        await _run.RunAsync(pick);

        _run.Backend.Skipped.ShouldBe(["b"]);
        _run.Result(pick).ShouldBe("""["a","c"]""");
    }

    [Fact]
    public async Task Nothing_chosen_skips_all()
    {
        var a = Add("a");
        var pick = _dag.Branch("pick", async () => await Task.FromResult<TaskNode?>(null));
        _ = pick >> a;

        await _run.RunAsync(pick);

        _run.Backend.Skipped.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_task_that_the_chosen_one_leads_to_is_not_skipped()
    {
        var (work, join) = (Add("work"), Add("join"));
        var pick = _dag.Branch("pick", () => work);
        _ = pick >> (work, join);
        _ = work >> join;

        await _run.RunAsync(pick);

        _run.Backend.Skipped.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_group_is_chosen_as_a_whole()
    {
        var group = _dag.Group("g");
        group.Task("first", () => { });
        var other = Add("other");
        var pick = _dag.Branch("pick", () => group);
        _ = pick >> group;
        _ = pick >> other;

        await _run.RunAsync(pick);

        _run.Backend.Skipped.ShouldBe(["other"]);
        _run.Result(pick, key: "skipmixin_key").ShouldBe("""{"followed":["g.first"]}""");
    }

    [Fact]
    public async Task A_choice_that_does_not_come_after_the_branch_fails_for_good()
    {
        var (a, far) = (Add("a"), Add("far"));
        var pick = _dag.Branch("pick", () => far);
        _ = pick >> a >> far;

        var failed = (await _run.RunAsync(pick)).ShouldBeOfType<TaskFailed>();

        failed.Reason.ShouldBe("Branch 'pick' chose far, which does not come directly after it; those that do: a.");
        failed.Retryable.ShouldBeFalse();
        _run.Backend.Skipped.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_short_circuit_skips_all_that_follows_but_tear_downs()
    {
        var (a, b, create, drop) = (Add("a"), Add("b"), Add("create"), Add("drop"));
        drop.AsTeardown(create);
        var gate = _dag.ShortCircuit("gate", () => false);
        _ = gate >> a >> b >> drop;

        await _run.RunAsync(gate);

        _run.Backend.Skipped.ShouldBe(["a", "b"], ignoreOrder: true);
        _run.Result(gate).ShouldBe("false");
    }

    [Fact]
    public async Task A_short_circuit_can_leave_the_rest_to_the_trigger_rules()
    {
        var (a, b) = (Add("a"), Add("b"));
        var gate = _dag.ShortCircuit("gate", () => false, new ShortCircuitOptions { IgnoreDownstreamTriggerRules = false });
        _ = gate >> a >> b;

        await _run.RunAsync(gate);

        _run.Backend.Skipped.ShouldBe(["a"]);
        _run.Result(gate, key: "skipmixin_key").ShouldBe("""{"skipped":["a"]}""");
    }

    [Fact]
    public async Task An_open_short_circuit_skips_nothing()
    {
        var rows = _dag.Task("rows", () => new[] { 1 });
        var gate = _dag.ShortCircuit("gate", rows, async found => await Task.FromResult(found.Length > 0));
        _ = gate >> Add("a");
        await _run.RunAsync(rows);

        await _run.RunAsync(gate);

        _run.Backend.Skipped.ShouldBeEmpty();
        _run.Result(gate).ShouldBe("true");
    }

    private Operator Add(string id) => _dag.Task(id, () => { });
}
