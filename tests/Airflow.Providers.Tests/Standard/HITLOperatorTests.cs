using System.Text.Json;
using Airflow.Tests.Hosting;

namespace Airflow.Providers.Standard;

public sealed class HITLOperatorTests
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("asks");

    [Fact]
    public async Task It_asks_and_waits()
    {
        var task = _dag.Add(new HITLOperator("ask")
        {
            Subject = "Which?", Body = "**b**", Options = ["a", "b"], Defaults = ["a"], ResponseTimeout = TimeSpan.FromHours(1), AssignedUsers = [new HumanUser("1", "ann")],
            Params = new() { ["why"] = new Param<string>("because") },
        });

        var waiting = (await _run.RunAsync(task)).ShouldBeOfType<TaskAwaitingInput>();

        waiting.Timeout.ShouldBe(TimeSpan.FromHours(1));
        var question = waiting.Question;
        (question.Subject, question.Body, question.Multiple).ShouldBe(("Which?", "**b**", false));
        (question.Options, question.Defaults).ShouldSatisfyAllConditions(both => both.Options.ShouldBe(["a", "b"]), both => both.Defaults.ShouldBe(["a"]));
        question.AssignedUsers.ShouldBe([new HumanUser("1", "ann")]);
    }

    [Fact]
    public async Task The_answer_is_its_result()
    {
        var task = _dag.Add(new HITLOperator("ask") { Subject = "Which?", Options = ["a", "b"], Multiple = true });

        (await AnswerAsync(task, """{"chosen_options": ["b", "a"], "params_input": {}, "responded_by_user": {"id": "1", "name": "ann"}, "responded_at": "2026-01-02T03:04:05Z"}"""))
            .ShouldBeOfType<TaskSucceeded>();

        using var result = JsonDocument.Parse(_run.Result(task)!);
        result.RootElement.GetProperty("chosen_options").EnumerateArray().Select(one => one.GetString()).ShouldBe(["b", "a"]);
        result.RootElement.GetProperty("responded_by_user").GetProperty("name").GetString().ShouldBe("ann");
    }

    [Theory]
    [InlineData("""{"chosen_options": ["c"], "params_input": {"why": "x"}}""", "'c' is none of the options")]
    [InlineData("""{"chosen_options": ["a"], "params_input": {}}""", "the question has [why]")]
    [InlineData("""{"chosen_options": ["a"], "params_input": {"why": 1, "who": 2}}""", "gives the params [why, who]")]
    [InlineData("""{"fired": true}""", "no chosen_options")]
    public async Task An_answer_that_does_not_fit_fails_it(string told, string reason)
    {
        var task = _dag.Add(new HITLOperator("ask") { Subject = "Which?", Options = ["a", "b"], Params = new() { ["why"] = new Param<string>("because") } });

        (await AnswerAsync(task, told)).ShouldBeOfType<TaskFailed>().Reason.ShouldContain(reason);
    }

    [Fact]
    public async Task A_question_that_cannot_be_put_fails_at_once()
    {
        HITLOperator[] wrong =
        [
            new("no_options") { Subject = "?" },
            new("no_subject") { Options = ["a"] },
            new("unknown_default") { Subject = "?", Options = ["a"], Defaults = ["b"] },
            new("two_defaults") { Subject = "?", Options = ["a", "b"], Defaults = ["a", "b"] },
        ];
        foreach (var task in wrong)
        {
            (await _run.RunAsync(_dag.Add(task))).ShouldBeOfType<TaskFailed>().Retryable.ShouldBeFalse(task.Id);
        }
    }

    [Theory]
    [InlineData("Approve", false)]
    [InlineData("Reject", true)]
    public async Task What_is_rejected_is_skipped(string chosen, bool skips)
    {
        var task = _dag.Add(new ApprovalOperator("approve") { Subject = "Go?" });
        _ = task >> _dag.Add(new EmptyOperator("next")) >> _dag.Add(new EmptyOperator("last"));

        (await AnswerAsync(task, $$"""{"chosen_options": ["{{chosen}}"], "params_input": {} }""")).ShouldBeOfType<TaskSucceeded>();

        _run.Backend.Skipped.ShouldBe(skips ? ["next"] : []);
    }

    [Fact]
    public async Task A_rejection_may_fail_the_task()
    {
        var task = _dag.Add(new ApprovalOperator("approve") { Subject = "Go?", FailOnReject = true });

        var failed = (await AnswerAsync(task, """{"chosen_options": ["Reject"], "params_input": {}, "responded_by_user": {"id": "1", "name": "ann"}}""")).ShouldBeOfType<TaskFailed>();

        (failed.Reason, failed.Retryable).ShouldBe(("Rejected by ann.", false));
    }

    [Fact]
    public async Task A_branch_follows_what_was_chosen()
    {
        var task = _dag.Add(new HITLBranchOperator("branch")
        {
            Subject = "Which way?", Options = ["left", "Rightwards"], OptionsMapping = new Dictionary<string, string>(StringComparer.Ordinal) { ["Rightwards"] = "right" },
        });
        _ = task >> (_dag.Add(new EmptyOperator("left")), _dag.Add(new EmptyOperator("right")));

        await AnswerAsync(task, """{"chosen_options": ["Rightwards"], "params_input": {}}""");

        _run.Backend.Skipped.ShouldBe(["left"]);
    }

    [Fact]
    public async Task A_branch_to_nowhere_fails()
    {
        var task = _dag.Add(new HITLBranchOperator("branch") { Subject = "Which way?", Options = ["up"] });

        (await AnswerAsync(task, """{"chosen_options": ["up"], "params_input": {}}""")).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("does not come directly after it");
    }

    [Fact]
    public async Task A_form_has_one_button()
    {
        var task = _dag.Add(new HITLEntryOperator("enter") { Subject = "Your name?" });

        var question = (await _run.RunAsync(task)).ShouldBeOfType<TaskAwaitingInput>().Question;

        question.Options.ShouldBe(["OK"]);
        question.Defaults.ShouldBe(["OK"]);
    }

    private Task<TaskOutcome> AnswerAsync(Operator task, string told) => _run.RunAsync(task, TestRun.Details(task) with { Event = JsonElement.Parse(told) });
}
