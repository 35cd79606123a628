using Airflow.Hosting;
using Airflow.Tests.Hosting;
using Airflow.Tests.Tasks;

namespace Airflow.Tests.Mapping;

public sealed class MappingTests
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("mapping");

    [Fact]
    public async Task A_task_runs_for_each_element_and_its_results_are_a_list()
    {
        var list = _dag.Task("list", () => new[] { 1, 2, 3 });
        var squares = list.Map("square", n => n * n);
        var sum = _dag.Task("sum", squares, values => values.Sum());

        await RunAsync(list);
        await RunAsync(squares, 3);
        await RunAsync(sum);

        _run.Result(sum).ShouldBe("14");
        MappedLength(list).ShouldBe(3);
        squares.IsMapped.ShouldBeTrue();
    }

    [Fact]
    public async Task A_mapped_task_can_be_mapped_over()
    {
        var list = _dag.Task("list", () => new List<int> { 1, 2 });
        var squares = list.Map("square", n => n * 10);
        var texts = squares.Map("text", async (context, n) => await Task.FromResult($"{context.MapIndex}:{n}"));

        await RunAsync(list);
        await RunAsync(squares, 2);
        await RunAsync(texts, 2);

        (_run.Result(texts, 0), _run.Result(texts, 1)).ShouldBe(("\"0:10\"", "\"1:20\""));
        _run.Backend.MappedLengths[new XComKey("mapping", "run", "square", XComs.ReturnValue, 0)].ShouldBeNull();
    }

    [Fact]
    public async Task A_list_in_the_DAG_is_mapped_over()
    {
        var mapped = _dag.Map("mapped", ["a", "b"], text => text.ToUpperInvariant());

        await RunAsync(mapped, 2);

        (_run.Result(mapped, 0), _run.Result(mapped, 1)).ShouldBe(("\"A\"", "\"B\""));
        mapped.ExpandInput.ShouldNotBeNull().Arguments.ShouldHaveSingleItem().Source.ShouldBeOfType<LiteralSource>().Values.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_all_instances_share_is_one_more_input()
    {
        var (list, factor) = (_dag.Task("list", () => new[] { 1, 2 }), _dag.Task("factor", () => 10));
        var mapped = list.Map("mapped", factor, (n, by) => n * by);

        await RunAsync(list);
        await RunAsync(factor);
        await RunAsync(mapped, 2);

        _run.Result(mapped, 1).ShouldBe("20");
        _dag.Graph.Upstream(mapped).ShouldBe([list, factor], ignoreOrder: true);
        _dag.Graph.IsMappedOver(factor).ShouldBeFalse();
    }

    [Fact]
    public async Task Zipped_lists_are_taken_side_by_side_as_far_as_the_shorter_goes()
    {
        var (numbers, words) = (_dag.Task("numbers", () => new[] { 1, 2, 3 }), _dag.Task("words", () => new[] { "a", "b" }));
        var mapped = numbers.Zip(words).Map("mapped", (n, word) => $"{n}{word}");
        await RunAsync(numbers);
        await RunAsync(words);

        await RunAsync(mapped, 2);

        _run.Result(mapped, 1).ShouldBe("\"2b\"");
        (await _run.RunAsync(mapped, 2)).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("has no instance 2");
    }

    [Fact]
    public async Task The_product_of_lists_has_every_combination_the_last_changing_fastest()
    {
        var numbers = _dag.Task("numbers", () => new[] { 1, 2 });
        var mapped = numbers.Product(["a", "b", "c"]).Map("mapped", (n, word) => $"{n}{word}");
        await RunAsync(numbers);

        await RunAsync(mapped, 6);

        Enumerable.Range(0, 6).Select(i => _run.Result(mapped, i)).ShouldBe(["\"1a\"", "\"1b\"", "\"1c\"", "\"2a\"", "\"2b\"", "\"2c\""]);
        (await _run.RunAsync(mapped, 6)).ShouldBeOfType<TaskFailed>();
    }

    [Fact]
    public async Task Entries_of_a_dictionary_are_mapped_over_as_pairs()
    {
        var prices = _dag.Task("prices", () => new Dictionary<string, int> { ["tea"] = 2, ["jam"] = 5 });
        var mapped = prices.Map("mapped", entry => $"{entry.Key}={entry.Value}");
        await RunAsync(prices);

        await RunAsync(mapped, 2);

        _run.Result(mapped, 1).ShouldBe("\"jam=5\"");
        MappedLength(prices).ShouldBe(2);
    }

    [Fact]
    public async Task What_is_mapped_over_has_to_be_a_sequence_and_has_to_be_there()
    {
        var number = _dag.Task("number", () => 1);
        var nothing = _dag.Task("nothing", () => (int[]?)null);
        number.Output<int[]>().Map("over_number", n => n);
        nothing.Output<int[]>().Map("over_nothing", n => n);

        (await _run.RunAsync(number)).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("Task 'number' left a Number, but tasks are mapped over it: over_number");
        (await _run.RunAsync(nothing)).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("left no result, but tasks are mapped over it: over_nothing");
    }

    [Fact]
    public async Task Operators_are_mapped_over_several_arguments()
    {
        var texts = _dag.Task("texts", () => new[] { "x", "y" });
        var mapped = _dag.Add(new NothingOperator("mapped") { ConnId = "fixed" }.Expand(task => task.Text, texts).Expand(task => task.Number, [1, 2]));
        await RunAsync(texts);

        await RunAsync(mapped, 4);

        _run.Result(mapped, 2).ShouldBe("\"fixed|y|||1\"");
        mapped.ExpandInput.ShouldNotBeNull().Arguments.Select(argument => argument.Name).ShouldBe(["text", "number"]);
        Should.Throw<InvalidOperationException>(() => mapped.Expand(task => task.ConnId, ["late"]));
    }

    [Fact]
    public async Task Operators_are_mapped_over_objects_with_their_arguments()
    {
        var arguments = _dag.Task("arguments", () => new[] { new Dictionary<string, string> { ["conn_id"] = "a", ["text"] = "b" } });
        var mapped = _dag.Add(new NothingOperator("mapped").ExpandKwargs(arguments));
        await RunAsync(arguments);

        await RunAsync(mapped, 1);

        _run.Result(mapped, 0).ShouldBe("\"a|b|||\"");
    }

    [Fact]
    public async Task A_mapped_operator_refuses_an_argument_that_it_does_not_have()
    {
        var arguments = _dag.Task("arguments", () => new[] { new Dictionary<string, string> { ["colour"] = "red" } });
        var mapped = _dag.Add(new NothingOperator("mapped").ExpandKwargs(arguments));
        await RunAsync(arguments);

        (await _run.RunAsync(mapped, 0)).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("NothingOperator has no argument 'colour'");
        Should.Throw<ArgumentException>(() => new NothingOperator("other").Expand(task => task.Text!.Text, ["a"]));
    }

    [Fact]
    public async Task One_instance_leaves_no_trace_in_the_next()
    {
        var mapped = _dag.Add(new NothingOperator("mapped") { Map = new Dictionary<string, Template> { ["k"] = Template.From(context => $"i{context.MapIndex}") } }
            .Expand(task => task.Text, ["a", "b"]));

        await RunAsync(mapped, 2);

        (_run.Result(mapped, 0), _run.Result(mapped, 1)).ShouldBe(("\"|a|k=i0||\"", "\"|b|k=i1||\""));
    }

    [Fact]
    public async Task Instances_have_a_name_of_their_own()
    {
        var mapped = _dag.Map("mapped", [1, 2], n => n, new() { MapIndexTemplate = "first" });

        await _run.RunAsync(mapped, 0);

        _run.Backend.RenderedMapIndex.ShouldBe("first");
    }

    [Fact]
    public async Task An_instance_can_name_itself_after_what_it_found()
    {
        var mapped = _dag.Map("mapped", ["ann", "bob"], async (context, name) =>
        {
            await context.NameInstanceAsync($"for {name}");
            return name;
        });

        await _run.RunAsync(mapped, 1);

        _run.Backend.RenderedMapIndex.ShouldBe("for bob");
    }

    private int? MappedLength(Operator task) => _run.Backend.MappedLengths[new XComKey("mapping", "run", task.Id, XComs.ReturnValue, -1)];

    private async Task RunAsync(Operator task, int instances = 0)
    {
        foreach (var index in instances == 0 ? [-1] : Enumerable.Range(0, instances))
        {
            (await _run.RunAsync(task, index)).ShouldBeOfType<TaskSucceeded>($"{task.Id}[{index}]");
        }
    }
}
