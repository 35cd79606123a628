using Airflow.Tests.Hosting;
using Airflow.Tests.Tasks;

namespace Airflow.Tests.Mapping;

public sealed class MappedGroupTests
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("mapped_groups");

    [Fact]
    public async Task Each_instance_of_a_task_in_the_group_takes_its_own_element_and_the_results_of_its_own_index()
    {
        var list = _dag.Task("list", () => new[] { 3, 4 });
        TaskNode<int>? square = null;
        var each = list.MapGroup("each", (group, number) =>
        {
            square = group.Task("square", number, n => n * n);
            return group.Task("text", square, number, (squared, n) => $"{n} squared is {squared}");
        });
        var all = _dag.Task("all", each, texts => string.Join(", ", texts));
        var sum = _dag.Task("sum", square!.Collect(), squares => squares.Sum());

        _dag.Validate().ShouldBeEmpty();
        await RunAsync(list);
        await RunAsync(square!, 2);
        await RunAsync(_dag.GetTask("each.text"), 2);
        await RunAsync(all);
        await RunAsync(sum);

        _run.Result(all).ShouldBe("\"3 squared is 9, 4 squared is 16\"");
        _run.Result(sum).ShouldBe("25");
        _run.Backend.MappedLengths[new Airflow.Hosting.XComKey("mapped_groups", "run", "list", XComs.ReturnValue, -1)].ShouldBe(2);
        _dag.Graph.Upstream(square!).ShouldBe([list]);
        _dag.Graph.Upstream(all).ShouldBe([_dag.GetTask("each.text")]);
    }

    [Fact]
    public async Task Pairs_and_lists_in_the_DAG_are_mapped_over_as_well()
    {
        var (numbers, words) = (_dag.Task("numbers", () => new[] { 1, 2 }), _dag.Task("words", () => new[] { "a", "b" }));
        numbers.Zip(words).MapGroup("zipped", (group, number, word) => group.Task("join", number, word, (n, w) => $"{n}{w}"));
        numbers.Product(["x", "y"]).MapGroup("crossed", (group, number, word) => group.Task("join", number, word, (n, w) => $"{n}{w}"));
        _dag.MapGroup("literal", ["p", "q"], (group, word) => group.Task("upper", word, w => w.ToUpperInvariant()));
        await RunAsync(numbers);
        await RunAsync(words);

        await RunAsync(_dag.GetTask("zipped.join"), 2);
        await RunAsync(_dag.GetTask("crossed.join"), 4);
        await RunAsync(_dag.GetTask("literal.upper"), 2);

        _run.Result(_dag.GetTask("zipped.join"), 1).ShouldBe("\"2b\"");
        _run.Result(_dag.GetTask("crossed.join"), 2).ShouldBe("\"2x\"");
        _run.Result(_dag.GetTask("literal.upper"), 1).ShouldBe("\"Q\"");
    }

    [Fact]
    public async Task An_operator_takes_the_element_as_a_template()
    {
        NothingOperator? echo = null;
        var files = _dag.Task("files", () => new[] { "a.txt", "b.txt" });
        files.MapGroup("each", (group, file) =>
        {
            echo = group.Add(new NothingOperator("echo") { Text = Template.From(file, name => $"echo {name}") });
            return echo.Output<string>();
        });
        await RunAsync(files);

        await RunAsync(echo!, 2);

        _run.Result(echo!, 1).ShouldBe("\"|echo b.txt|||\"");
    }

    [Fact]
    public void A_template_of_another_tasks_result_puts_that_task_before()
    {
        var name = _dag.Task("name", () => "Ann");
        var hello = _dag.Add(new NothingOperator("hello") { Text = Template.From(name) });

        _dag.Graph.Upstream(hello).ShouldBe([name]);
    }

    [Fact]
    public void What_cannot_be_mapped_is_said_where_it_is_written()
    {
        var list = _dag.Task("list", () => new[] { 1, 2 });
        ITaskOutput<int>? leaked = null;
        TaskNode<int>? inner = null;
        list.MapGroup("each", (group, number) =>
        {
            leaked = number;
            inner = group.Task("inner", number, n => n);
            group.Map("mapped", [1], n => n);
            group.MapGroup("nested", [1], (nested, n) => nested.Task("deep", n, m => m));
        });
        _dag.Task("element", leaked!, n => n);
        _dag.Task("one", inner!, n => n);
        list.MapGroup("empty", (_, _) => { });

        var problems = _dag.Validate().Select(problem => $"{problem.TaskId}: {problem.Message}").ToList();

        problems.ShouldContain(problem => problem.StartsWith("each.mapped: the task is mapped within the mapped group 'each'", StringComparison.Ordinal));
        problems.ShouldContain(problem => problem.StartsWith("each.nested: the mapped group is within the mapped group 'each'", StringComparison.Ordinal));
        problems.ShouldContain(problem => problem.StartsWith("element: the task takes 'item' of the mapped group 'each'", StringComparison.Ordinal));
        problems.ShouldContain(problem => problem.StartsWith("one: the task takes the result of 'each.inner', of which there is one for each element", StringComparison.Ordinal));
        problems.ShouldContain("empty: the mapped group has no tasks.");
    }

    private async Task RunAsync(Operator task, int instances = -1)
    {
        for (var index = instances < 0 ? -1 : 0; index < Math.Max(instances, 0); index++)
        {
            (await _run.RunAsync(task, index)).ShouldBeOfType<TaskSucceeded>(task.Id);
        }
    }
}
