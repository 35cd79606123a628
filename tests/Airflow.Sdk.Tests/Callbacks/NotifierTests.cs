using Airflow.Hosting;
using Airflow.Tests.Hosting;

namespace Airflow.Tests.Callbacks;

public sealed class NotifierTests
{
    private readonly TestRun _run = new();
    private readonly List<string> _told = [];

    [Fact]
    public async Task Its_template_fields_are_rendered_each_time_on_a_copy()
    {
        var notifier = new Tell(_told) { Text = Template.From(context => $"{context.RunId} {_told.Count}") };

        await notifier.InvokeAsync(Context());
        await notifier.InvokeAsync(Context());

        _told.ShouldBe(["run 0", "run 1"]);
        notifier.Text!.Function.ShouldNotBeNull("the template must be there for the next event");
    }

    [Fact]
    public async Task It_needs_a_host_only_for_what_it_asks()
    {
        var bare = new CallbackContext { DagId = "d", RunId = "r", Logger = _run.Log, Services = NoServices.Instance };

        (await Should.ThrowAsync<InvalidOperationException>(() => new Tell(_told) { Text = "x" }.InvokeAsync(bare))).Message.ShouldContain("Give it one");
        Should.Throw<InvalidOperationException>(() => bare.Variables);
    }

    [Fact]
    public async Task Variables_and_connections_are_those_of_the_host()
    {
        _run.Backend.Variables["channel"] = "#data";

        (await Context().Variables.GetAsync("channel")).ShouldBe("#data");
    }

    private CallbackContext Context()
    {
        var task = new Dag("d").Task("t", () => { });
        var context = new TaskContext(TestRun.Details(task), new TaskHost(_run.Backend) { Time = _run.Time, Logger = _run.Log }, task, CancellationToken.None);
        return new CallbackContext { DagId = "d", RunId = "run", Task = context, Logger = _run.Log, Services = NoServices.Instance };
    }

    private sealed class Tell(List<string> told) : Notifier
    {
        [TemplateField]
        public Template? Text { get; set; }

        protected override Task NotifyAsync(CallbackContext context)
        {
            told.Add(Text?.ToString() ?? "");
            return Task.CompletedTask;
        }
    }
}
