using System.Globalization;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>Says in words what a trigger rule still waits for.</summary>
public static class TriggerRuleExplanation
{
    /// <summary>A sentence for people; only for a rule that is not met.</summary>
    public static string Of(TriggerRule rule, bool isTeardown, in TriggerRuleInput input)
    {
        var direct = input.Direct;
        if (!isTeardown && input.Setups.Success < input.Setups.Total)
        {
            return $"A setup task further upstream has not succeeded ({Count(input.Setups.Success)} of {Count(input.Setups.Total)} have).";
        }
        if (isTeardown && !input.Scope.AreAllDone && TriggerRuleEvaluator.Evaluate(rule, direct, TriggerRuleContext.Plain).IsMet)
        {
            return $"{Count(input.Scope.Total - input.Scope.Done)} task(s) between this teardown and its setup have not ended.";
        }
        return $"The trigger rule {rule.Name()} wants {Wanted(rule)}; of {Count(direct.Total)} upstream: {States(direct)}.";
    }

    private static string Wanted(TriggerRule rule) => rule switch
    {
        TriggerRule.AllSuccess => "every upstream task to succeed",
        TriggerRule.AllFailed => "every upstream task to fail",
        TriggerRule.AllDone => "every upstream task to end",
        TriggerRule.AllDoneMinOneSuccess => "every upstream task to end without a skip, and one to succeed",
        TriggerRule.AllDoneSetupSuccess => "every upstream task to end, and a setup among them to succeed",
        TriggerRule.OneSuccess => "one upstream task to succeed",
        TriggerRule.OneFailed => "one upstream task to fail",
        TriggerRule.OneDone => "one upstream task to succeed or fail",
        TriggerRule.NoneFailed => "every upstream task to succeed or be skipped",
        TriggerRule.NoneFailedMinOneSuccess => "every upstream task to succeed or be skipped, and one to succeed",
        TriggerRule.NoneSkipped => "every upstream task to end without a skip",
        TriggerRule.AllSkipped => "every upstream task to be skipped",
        _ => "nothing",
    };

    private static string States(in UpstreamCounts counts)
    {
        (string Name, int Number)[] states =
        [
            ("success", counts.Success), ("failed", counts.Failed), ("upstream_failed", counts.UpstreamFailed), ("skipped", counts.Skipped),
            ("removed", counts.Removed), ("not ended", counts.Total - counts.Done),
        ];
        return string.Join(", ", states.Where(state => state.Number > 0).Select(state => $"{Count(state.Number)} {state.Name}"));
    }

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
}
