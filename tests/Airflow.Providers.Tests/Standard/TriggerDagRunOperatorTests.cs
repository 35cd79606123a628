using Airflow.Tests.Hosting;

namespace Airflow.Providers.Standard;

public sealed class TriggerDagRunOperatorTests
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("trigger");

    [Fact]
    public async Task It_starts_a_run_and_leaves_its_id()
    {
        var task = _dag.Add(new TriggerDagRunOperator("t")
        {
            TriggerDagId = "other",
            LogicalDate = "2026-01-31",
            Conf = new Dictionary<string, object?> { ["rows"] = 3 },
        });

        (await _run.RunAsync(task)).ShouldBeOfType<TaskSucceeded>();

        var trigger = _run.Backend.Triggered.ShouldHaveSingleItem();
        (trigger.DagId, trigger.RunId).ShouldBe(("other", "manual__2026-01-31T00:00:00.000000+00:00"));
        trigger.Conf.ShouldNotBeNull().GetRawText().ShouldBe("""{"rows":3}""");
        _run.Result(task, key: "trigger_run_id").ShouldBe($"\"{trigger.RunId}\"");
    }

    [Fact]
    public async Task A_run_that_is_there_already_fails_or_skips_it()
    {
        var first = _dag.Add(new TriggerDagRunOperator("first") { TriggerDagId = "other", TriggerRunId = "r" });
        var second = _dag.Add(new TriggerDagRunOperator("second") { TriggerDagId = "other", TriggerRunId = "r" });
        var third = _dag.Add(new TriggerDagRunOperator("third") { TriggerDagId = "other", TriggerRunId = "r", SkipWhenAlreadyExists = true });

        await _run.RunAsync(first);

        (await _run.RunAsync(second)).ShouldBeOfType<TaskFailed>().Reason.ShouldBe("DAG 'other' has a run 'r' already.");
        (await _run.RunAsync(third)).ShouldBeOfType<TaskSkipped>();
    }

    [Theory]
    [InlineData("success", true)]
    [InlineData("failed", false)]
    public async Task It_waits_for_the_end_if_it_is_told_to(string end, bool succeeds)
    {
        foreach (var state in (string[])["queued", "running", end])
        {
            _run.Backend.RunStates.Enqueue(state);
        }

        var task = _dag.Add(new TriggerDagRunOperator("t") { TriggerDagId = "other", WaitForCompletion = true, PokeInterval = TimeSpan.FromSeconds(9) });

        (await _run.RunAsync(task) is TaskSucceeded).ShouldBe(succeeds);

        _run.Time.Waits.ShouldBe([TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(9)]);
    }

    [Fact]
    public async Task Without_a_DAG_or_with_a_bad_date_it_fails_for_good()
    {
        (await _run.RunAsync(_dag.Add(new TriggerDagRunOperator("a")))).ShouldBeOfType<TaskFailed>().Retryable.ShouldBeFalse();
        (await _run.RunAsync(_dag.Add(new TriggerDagRunOperator("b") { TriggerDagId = "o", LogicalDate = "soon" }))).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("'soon'");
    }
}
