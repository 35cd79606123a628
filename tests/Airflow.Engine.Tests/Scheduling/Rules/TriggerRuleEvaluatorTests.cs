using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;
using FsCheck;
using FsCheck.Fluent;

namespace Airflow.Engine.Tests.Scheduling.Rules;

public sealed class TriggerRuleEvaluatorTests
{
    private static readonly TaskState[] Ended = [TaskState.Success, TaskState.Failed, TaskState.UpstreamFailed, TaskState.Skipped];

    [Fact]
    public void Counts_kept_by_changes_are_those_counted_afresh() =>
        Prop.ForAll(Moves(), static moves =>
        {
            var kept = new UpstreamCounts();
            kept.Expect(moves.Length, isSetup: false);
            var states = new TaskState[moves.Length];
            for (var index = 0; index < moves.Length * 3; index++)
            {
                var (at, to) = (index % moves.Length, moves[(index * 7) % moves.Length]);
                kept.Change(states[at], to, isSetup: false);
                states[at] = to;
            }
            var afresh = new UpstreamCounts();
            afresh.Expect(states.Length, isSetup: false);
            foreach (var state in states)
            {
                afresh.Add(state, isSetup: false);
            }

            return kept == afresh;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_rule_waits_once_everything_upstream_has_ended() =>
        Prop.ForAll(Gen.Elements(Enum.GetValues<TriggerRule>()).ToArbitrary(), Moves(Ended), static (rule, states) =>
        {
            var result = Ask(rule, states);

            return result.IsMet || result.SetsState;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(TriggerRule.AllSuccess, TaskState.Failed, TaskState.UpstreamFailed)]
    [InlineData(TriggerRule.AllSuccess, TaskState.Skipped, TaskState.Skipped)]
    [InlineData(TriggerRule.AllFailed, TaskState.Success, TaskState.Skipped)]
    [InlineData(TriggerRule.NoneFailed, TaskState.UpstreamFailed, TaskState.UpstreamFailed)]
    [InlineData(TriggerRule.NoneSkipped, TaskState.Skipped, TaskState.Skipped)]
    public void A_rule_that_can_no_longer_be_met_sets_a_state_before_all_have_ended(TriggerRule rule, TaskState ended, TaskState expected) =>
        Ask(rule, [ended, TaskState.Running]).NewState.ShouldBe(expected);

    [Fact]
    public void Asking_for_an_explanation_sets_nothing()
    {
        var counts = Count([TaskState.Failed]);

        TriggerRuleEvaluator.Evaluate(TriggerRule.AllSuccess, counts, new TriggerRuleContext(-1, IsReadOnly: true)).ShouldBe(TriggerRuleResult.Wait);
    }

    [Fact]
    public void The_explanation_says_what_is_wanted_and_what_there_is()
    {
        var input = new TriggerRuleInput(Count([TaskState.Success, TaskState.Running, TaskState.Skipped]), default, default);

        TriggerRuleExplanation.Of(TriggerRule.AllSuccess, isTeardown: false, input)
            .ShouldBe("The trigger rule all_success wants every upstream task to succeed; of 3 upstream: 1 success, 1 skipped, 1 not ended.");
    }

    private static TriggerRuleResult Ask(TriggerRule rule, TaskState[] states) =>
        TriggerRuleEvaluator.Evaluate(rule, Count(states), TriggerRuleContext.Plain);

    private static UpstreamCounts Count(TaskState[] states)
    {
        var counts = new UpstreamCounts();
        counts.Expect(states.Length, isSetup: false);
        foreach (var state in states)
        {
            counts.Add(state, isSetup: false);
        }
        return counts;
    }

    private static Arbitrary<TaskState[]> Moves(TaskState[]? among = null) =>
        Gen.Elements(among ?? Enum.GetValues<TaskState>()).NonEmptyListOf().Select(states => states.ToArray()).ToArbitrary();
}
