using Airflow.Hosting;

namespace Airflow.Tests.Hosting;

public sealed class TaskCallbacksTests
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("callbacks");
    private readonly List<string> _calls = [];
    private CallbackContext? _seen;

    [Fact]
    public async Task A_success_calls_on_execute_before_the_body_and_on_success_after_it()
    {
        await TryAsync(() => { });

        _calls.ShouldBe(["execute", "body", "success"]);
        (_seen!.DagId, _seen.RunId, _seen.Task!.TaskId, _seen.Reason, _seen.Exception).ShouldBe(("callbacks", "run", "t", "", null));
    }

    [Fact]
    public async Task A_skip_calls_on_skipped_with_its_reason()
    {
        await TryAsync(() => throw new TaskSkippedException("nothing new"));

        _calls.ShouldBe(["execute", "body", "skipped"]);
        (_seen!.Reason, _seen.Exception).ShouldBe(("nothing new", null));
    }

    [Theory]
    [InlineData(true, "retry")]
    [InlineData(false, "failure")]
    public async Task A_failure_calls_on_retry_while_a_try_is_left_and_on_failure_else(bool shouldRetry, string expected)
    {
        var thrown = new FormatException("bad row");

        await TryAsync(() => throw thrown, shouldRetry);

        _calls.ShouldBe(["execute", "body", expected]);
        (_seen!.Reason, _seen.Exception).ShouldBe(("bad row", thrown));
    }

    [Fact]
    public async Task A_failure_that_forbids_retries_calls_on_failure()
    {
        await TryAsync(() => throw new TaskFailedException(retryable: false, "hopeless"), shouldRetry: true);

        _calls.ShouldBe(["execute", "body", "failure"]);
    }

    [Fact]
    public async Task A_try_that_comes_again_later_calls_nothing_after_it()
    {
        await TryAsync(() => throw new TaskRescheduleException());

        _calls.ShouldBe(["execute", "body"]);
    }

    [Fact]
    public async Task A_failure_before_the_body_is_a_failure_as_well()
    {
        _run.Backend.InactiveAssets.Add(new Asset("gone"));

        await TryAsync(() => { }, outlet: new Asset("gone"));

        _calls.ShouldBe(["failure"]);
        _seen!.Exception.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task An_exception_of_a_callback_is_logged_and_changes_nothing()
    {
        var broken = Callback.From((Action<CallbackContext>)(_ => throw new FormatException("broken")));
        var task = _dag.Task("t", () => 7, new() { OnExecute = broken + Say("execute"), OnSuccess = broken + Say("success") });

        var outcome = await RunAsync(task, shouldRetry: false);

        outcome.ShouldBe(new TaskSucceeded(7, typeof(int)));
        _run.Result(task).ShouldBe("7");
        _calls.ShouldBe(["execute", "success"]);
        _run.Log.All.ShouldBe([
            "Failed to run task callback: number 0 of on_execute_callback",
            "Failed to run task callback: number 0 of on_success_callback",
        ]);
    }

    [Fact]
    public async Task Callbacks_of_the_default_arguments_are_called()
    {
        var dag = new Dag("defaults") { DefaultArgs = new() { OnSuccess = Say("default") } };

        await RunAsync(dag.Task("t", () => { }), shouldRetry: false);

        _calls.ShouldBe(["default"]);
    }

    [Fact]
    public async Task A_callback_may_ask_what_the_task_may_ask()
    {
        string? value = null;
        var task = _dag.Task("t", () => 7, new() { OnSuccess = Callback.From(async context => value = $"{await context.Task!.XCom.PullAsync<int>("t")}") });

        await RunAsync(task, shouldRetry: false);

        value.ShouldBe("7");
    }

    [Fact]
    public async Task A_kill_during_on_execute_keeps_the_body_from_running()
    {
        using var kill = new CancellationTokenSource();
        var task = _dag.Task("t", () => _calls.Add("body"), new() { OnExecute = Callback.From(async _ => await kill.CancelAsync()) });

        await Should.ThrowAsync<OperationCanceledException>(() => _run.RunAsync(task, cancellationToken: kill.Token));

        _calls.ShouldBeEmpty();
    }

    private Task<TaskOutcome> TryAsync(Action body, bool shouldRetry = false, Asset? outlet = null)
    {
        var task = _dag.Task(
            "t",
            () =>
            {
                _calls.Add("body");
                body();
            },
            new()
            {
                OnExecute = Say("execute"),
                OnSuccess = Say("success"),
                OnSkipped = Say("skipped"),
                OnRetry = Say("retry"),
                OnFailure = Say("failure"),
                Outlets = outlet is null ? null : [outlet],
            });
        return RunAsync(task, shouldRetry);
    }

    private async Task<TaskOutcome> RunAsync(Operator task, bool shouldRetry)
    {
        var context = new TaskContext(
            TestRun.Details(task) with { ShouldRetry = shouldRetry }, new TaskHost(_run.Backend) { Time = _run.Time, Logger = _run.Log }, task, CancellationToken.None);
        var outcome = await TaskRunner.RunAsync(task, context);
        await TaskCallbacks.AfterAsync(task, outcome, context);
        return outcome;
    }

    private Callback Say(string name) => Callback.From(context =>
    {
        _calls.Add(name);
        _seen = context;
    });
}
