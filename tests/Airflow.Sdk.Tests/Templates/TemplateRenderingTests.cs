using Airflow.Hosting;
using Airflow.Tests.Hosting;
using Airflow.Tests.Tasks;

namespace Airflow.Tests.Templates;

public sealed class TemplateRenderingTests
{
    private readonly TestRun _run = new() { Templates = new Shouting() };
    private readonly Dag _dag = new("templates");

    [Fact]
    public async Task Texts_are_rendered_wherever_they_are_and_C_sharp_templates_are_called()
    {
        var task = _dag.Add(new NothingOperator("t")
        {
            ConnId = "conn",
            Text = Template.From(context => $"{context.DagId} {{{{ not jinja }}}}"),
            Map = new Dictionary<string, Template> { ["k"] = "v", ["f"] = Template.From(async context => await Task.FromResult(context.RunId)) },
            List = ["a", "b"],
            Number = 1,
        });

        await _run.RunAsync(task);

        _run.Result(task).ShouldBe("\"CONN|templates {{ not jinja }}|k=V,f=run|A,B|1\"");
        _run.Backend.RenderedFields.ShouldNotBeNull().GetRawText().ShouldBe(
            """{"conn_id":"CONN","text":"templates {{ not jinja }}","map":{"k":"V","f":"run"},"list":["A","B"]}""");
    }

    [Fact]
    public async Task Rendering_leaves_no_trace_in_the_DAG()
    {
        var task = _dag.Add(new NothingOperator("t") { Text = "text" });

        await _run.RunAsync(task);

        task.Text.ShouldNotBeNull().Text.ShouldBe("text");
    }

    [Fact]
    public async Task Without_a_template_engine_a_text_that_needs_one_is_an_error()
    {
        var plain = new TestRun();

        (await plain.RunAsync(_dag.Add(new NothingOperator("t") { Text = "{{ ds }}" }))).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("no template engine");
        (await plain.RunAsync(_dag.Add(new NothingOperator("u") { Map = new Dictionary<string, Template> { ["a"] = "{% if %}" } }))).ShouldBeOfType<TaskFailed>();
        (await plain.RunAsync(_dag.Add(new NothingOperator("v") { Text = "plain" }))).ShouldBeOfType<TaskSucceeded>();
    }

    [Fact]
    public void Fields_are_described_as_they_were_written()
    {
        var task = new NothingOperator("t") { Text = Template.From(_ => "x"), List = ["a"] };

        task.OperatorType.TemplateFields.Select(field => (field.Name, field.Renderer)).ShouldBe([("conn_id", null), ("text", "sql"), ("map", null), ("list", null)]);
        task.OperatorType.TemplateFields[1].Plain(task).ShouldBe("<C# template>");
        task.OperatorType.TemplateFields[3].Plain(task).ShouldBe(new List<object?> { "a" });
    }

    /// <summary>A template engine that makes all texts upper-case.</summary>
    private sealed class Shouting : ITemplateRenderer
    {
        public ValueTask<object?> RenderAsync(TemplateRequest request, TaskContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Render(request.Value));

        private static object? Render(object? value) => value switch
        {
            string text => text.ToUpperInvariant(),
            IDictionary<string, object?> map => map.ToDictionary(pair => pair.Key, pair => Render(pair.Value)),
            IList<object?> list => list.Select(Render).ToList(),
            _ => value,
        };
    }
}
