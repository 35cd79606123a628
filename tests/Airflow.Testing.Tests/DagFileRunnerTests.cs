namespace Airflow.Testing.Tests;

public sealed class DagFileRunnerTests
{
    private static readonly List<int> Seen = [];

    [Fact]
    public async Task A_run_that_succeeds_exits_with_0_and_one_that_fails_with_1()
    {
        (await RunAsync(Sample(fails: false))).ShouldBe(0);
        (await RunAsync(Sample(fails: true))).ShouldBe(1);
    }

    [Fact]
    public async Task Results_flow_through_mapped_tasks_into_the_reducer()
    {
        Seen.Clear();
        var dag = new Dag("mapped");
        var squares = dag.Task("list", () => new[] { 1, 2, 3 }).Map("square", n => n * n);
        _ = dag.Task("sum", squares, all => Seen.Add(all.Sum()));
        (await RunAsync(dag)).ShouldBe(0);
        Seen.ShouldBe([14]);
    }

    [Fact]
    public async Task A_mapped_group_runs_for_each_element_and_its_results_are_reduced()
    {
        List<string> seen = [];
        var dag = new Dag("mapped_group");
        var each = dag.Task("list", () => new[] { 1, 2, 3 }).MapGroup("each", (group, number) =>
        {
            var square = group.Task("square", number, n => n * n);
            var inner = group.Group("inner");
            return inner.Task("text", square, number, (squared, n) => $"{n}:{squared}");
        });
        var twice = each.Map("twice", text => text + text);
        _ = dag.Task("all", each, twice, (texts, doubled) => seen.AddRange([.. texts, .. doubled]));
        (await RunAsync(dag)).ShouldBe(0);
        seen.ShouldBe(["1:1", "2:4", "3:9", "1:11:1", "2:42:4", "3:93:9"]);
    }

    [Fact]
    public async Task A_group_mapped_over_nothing_is_skipped_and_what_is_after_it_too()
    {
        var ran = new System.Collections.Concurrent.ConcurrentBag<string>();
        var dag = new Dag("empty_group");
        var each = dag.Task("list", Array.Empty<int>).MapGroup("each", (group, number) =>
        {
            var first = group.Task("first", number, n => n);
            return group.Task("second", first, n => { ran.Add("second"); return n; });
        });
        _ = dag.Task("after", each, all => ran.Add("after"));
        _ = dag.Task("always", each, all => ran.Add($"always {all.Count}"), new TaskOptions { TriggerRule = TriggerRule.AllDone });
        (await RunAsync(dag)).ShouldBe(0);
        ran.ShouldBe(["always 0"]);
    }

    [Fact]
    public async Task A_branch_in_a_mapped_group_chooses_for_its_own_element()
    {
        var ran = new System.Collections.Concurrent.ConcurrentBag<string>();
        var dag = new Dag("branch_in_group");
        dag.Task("list", () => new[] { 1, 2, 3 }).MapGroup("each", (group, number) =>
        {
            var odd = group.Task("odd", number, n => { ran.Add($"odd {n}"); });
            var even = group.Task("even", number, n => { ran.Add($"even {n}"); });
            _ = group.Branch("pick", number, n => n % 2 == 0 ? even : odd) >> (odd, even);
        });
        (await RunAsync(dag)).ShouldBe(0);
        ran.Order().ShouldBe(["even 2", "odd 1", "odd 3"]);
    }

    [Fact]
    public async Task What_fails_for_one_element_does_not_stop_the_others()
    {
        var ran = new System.Collections.Concurrent.ConcurrentBag<int>();
        var dag = new Dag("failing_element");
        dag.MapGroup("each", [1, 2, 3], (group, number) =>
        {
            var checkedNumber = group.Task("check", number, n => n == 2 ? throw new InvalidOperationException("two") : n);
            group.Task("use", checkedNumber, n => ran.Add(n));
        });
        (await RunAsync(dag)).ShouldBe(1);
        ran.Order().ShouldBe([1, 3]);
    }

    [Fact]
    public async Task A_retry_happens_at_once()
    {
        var tries = 0;
        var dag = new Dag("retries");
        _ = dag.Task("flaky", () => ++tries < 2 ? throw new InvalidOperationException("not yet") : tries, new TaskOptions { Retries = 1 });
        (await RunAsync(dag)).ShouldBe(0);
        tries.ShouldBe(2);
    }

    [Fact]
    public async Task A_run_that_another_run_triggered_may_still_be_under_way_when_that_one_ends()
    {
        var isStopped = false;
        var begun = new TaskCompletionSource();
        var other = new Dag("other");
        other.Task("long", async context =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            isStopped = true;
        });
        var dag = new Dag("triggers");
        dag.Task("trigger", async context =>
        {
            await context.Runs.TriggerAsync("other");
            await begun.Task;
        });

        (await new DagFileRunner().RunAsync(["run", "--dag", "triggers"], [dag, other], TestContext.Current.CancellationToken)).ShouldBe(0);

        isStopped.ShouldBeTrue();
    }

    [Fact]
    public async Task Callbacks_are_called_around_each_try()
    {
        var calls = new List<string>();
        var dag = new Dag("callbacks");
        _ = dag.Task("fails", () => throw new FormatException("no"), new TaskOptions { Retries = 1, OnExecute = Say("execute"), OnRetry = Say("retry"), OnFailure = Say("failure") });
        (await RunAsync(dag)).ShouldBe(1);
        calls.ShouldBe(["execute 1", "retry 1 no", "execute 2", "failure 2 no"]);

        Callback Say(string name) => Callback.From(context => calls.Add($"{name} {context.Task!.TryNumber} {context.Reason}".TrimEnd()));
    }

    [Fact]
    public async Task A_branch_runs_only_what_it_chose()
    {
        var ran = new System.Collections.Concurrent.ConcurrentBag<string>();
        var dag = new Dag("branch");
        var left = dag.Task("left", () => ran.Add("left"));
        var right = dag.Task("right", () => ran.Add("right"));
        var pick = dag.Branch("pick", _ => left);
        _ = pick >> (left, right);
        (await RunAsync(dag)).ShouldBe(0);
        ran.ShouldBe(["left"]);
    }

    [Theory]
    [InlineData("--conf", "{")]
    [InlineData("--logical-date", "soon")]
    [InlineData("frobnicate", "")]
    public async Task Bad_arguments_exit_with_2(string first, string second) =>
        (await RunAsync(Sample(fails: false), [first, second])).ShouldBe(2);

    [Fact]
    public async Task A_dag_with_a_cycle_does_not_run()
    {
        var dag = new Dag("cycle");
        var a = dag.Task("a", () => 1);
        var b = dag.Task("b", () => 2);
        _ = a >> b >> a;
        (await RunAsync(dag)).ShouldBe(1);
    }

    [Fact]
    public async Task One_task_can_be_tested_alone()
    {
        (await RunAsync(Sample(fails: true), ["test", "first"])).ShouldBe(0);
        (await RunAsync(Sample(fails: true), ["test", "second"])).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_marked_as_a_success_is_not_run()
    {
        (await RunAsync(Sample(fails: true), ["run", "--mark-success-pattern", "sec.*"])).ShouldBe(0);
        (await RunAsync(Sample(fails: true), ["run", "--mark-success-pattern", "sec"])).ShouldBe(1);
        (await RunAsync(Sample(fails: false), ["run", "--mark-success-pattern", "("])).ShouldBe(2);
    }

    private static Dag Sample(bool fails)
    {
        var dag = new Dag("sample");
        var first = dag.Task("first", () => 1);
        _ = dag.Task("second", first, one => fails ? throw new InvalidOperationException("no") : one + 1);
        return dag;
    }

    private static Task<int> RunAsync(Dag dag, params string[] args) => new DagFileRunner().RunAsync(args, [dag], TestContext.Current.CancellationToken);
}
