using Airflow.Tests.Hosting;

namespace Airflow.Tests.Functions;

public sealed class FunctionTaskTests
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("functions");

    [Fact]
    public async Task Functions_of_all_shapes_become_tasks()
    {
        var calls = new List<string>();
        await RunAsync(_dag.Task("action", () => calls.Add("action")));
        await RunAsync(_dag.Task("context_action", context => calls.Add(context.TaskId)));
        await RunAsync(_dag.Task("async_action", async () => await Task.Run(() => calls.Add("async_action"))));
        await RunAsync(_dag.Task("async_context_action", async context => await Task.Run(() => calls.Add(context.TaskId))));
        var number = _dag.Task("number", () => 2);
        var text = _dag.Task("text", async context => await Task.FromResult(context.TaskId));
        await RunAsync(number);
        await RunAsync(text);

        calls.ShouldBe(["action", "context_action", "async_action", "async_context_action"]);
        (_run.Result(number), _run.Result(text)).ShouldBe(("2", "\"text\""));
    }

    [Fact]
    public async Task Up_to_four_results_are_inputs_with_their_types_and_edges()
    {
        var (a, b, c, d) = (_dag.Task("a", () => 1), _dag.Task("b", () => "two"), _dag.Task("c", () => new[] { 3, 4 }), _dag.Task("d", () => new Point(5, 6)));
        var one = _dag.Task("one", a, x => x + 1);
        var two = _dag.Task("two", a, b, (x, y) => $"{x}{y}");
        var three = _dag.Task("three", a, b, c, async (x, y, z) => await Task.FromResult($"{x}{y}{z.Length}"));
        var four = _dag.Task("four", a, b, c, d, (context, x, y, z, p) => $"{context.TaskId}{x}{y}{z.Length}{p.Y}");
        foreach (var task in _dag.Tasks)
        {
            await RunAsync(task);
        }

        new[] { one, (Operator)two, three, four }.Select(task => _run.Result(task)).ShouldBe(["2", "\"1two\"", "\"1two2\"", "\"four1two26\""]);
        _dag.Graph.Upstream(four).ShouldBe([a, b, c, d], ignoreOrder: true);
    }

    [Fact]
    public async Task Named_outputs_are_inputs_too()
    {
        var push = _dag.Task("push", async context => await context.XCom.PushAsync("rows", 42));
        var pull = _dag.Task("pull", push.Output<long>("rows"), rows => rows + 1);

        await RunAsync(push);
        await RunAsync(pull);

        _run.Result(pull).ShouldBe("43");
    }

    [Fact]
    public async Task A_result_that_is_not_there_is_null_where_the_type_allows_it()
    {
        var nothing = _dag.Task("nothing", () => (string?)null);
        var takes = _dag.Task("takes", nothing, text => text ?? "none");

        await RunAsync(nothing);
        await RunAsync(takes);

        _run.Result(nothing).ShouldBeNull();
        _run.Result(takes).ShouldBe("\"none\"");
    }

    [Fact]
    public async Task A_result_that_is_not_there_is_an_error_where_the_type_does_not_allow_it()
    {
        var nothing = _dag.Task("nothing", () => TaskOutcome.Success());
        var takes = _dag.Task("takes", nothing.Output<int>(), number => number + 1);

        (await _run.RunAsync(takes)).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("Task 'takes' takes 'return_value' of 'nothing' as Int32, but there is none");
    }

    [Fact]
    public async Task A_result_of_another_type_is_an_error_that_shows_it()
    {
        var text = _dag.Task("text", () => "abc");
        var takes = _dag.Task("takes", text.Output<int>(), number => number + 1);
        await RunAsync(text);

        (await _run.RunAsync(takes)).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("XCom 'return_value' of task 'text' is no Int32: \"abc\"");
    }

    [Fact]
    public async Task Outcomes_may_be_returned_instead_of_values()
    {
        (await _run.RunAsync(_dag.Task("skip", () => TaskOutcome.Skipped("empty")))).ShouldBe(new TaskSkipped("empty"));
        (await _run.RunAsync(_dag.Task("fail", () => TaskOutcome.Failed("no", retryable: false)))).ShouldBeOfType<TaskFailed>().Retryable.ShouldBeFalse();
        (await _run.RunAsync(_dag.Task("retry", () => TaskOutcome.RetryAfter(TimeSpan.FromSeconds(3), "busy")))).ShouldBeOfType<TaskFailed>().RetryDelay.ShouldBe(TimeSpan.FromSeconds(3));
        (await _run.RunAsync(_dag.Task("later", context => TaskOutcome.Rescheduled(TestRun.Day)))).ShouldBe(new TaskRescheduled(TestRun.Day));
        Should.Throw<ArgumentOutOfRangeException>(() => TaskOutcome.RetryAfter(TimeSpan.FromSeconds(-1), "busy"));
    }

    [Fact]
    public void A_C_sharp_task_goes_by_the_class_of_the_decorator()
    {
        var type = _dag.Task("t", () => 1).OperatorType;

        (type.Module, type.Name, type.OperatorName).ShouldBe(("airflow.providers.standard.decorators.python", "_PythonDecoratedOperator", "@task"));
    }

    private async Task RunAsync(Operator task) => (await _run.RunAsync(task)).ShouldBeOfType<TaskSucceeded>();

    private sealed record Point(int X, int Y);
}
