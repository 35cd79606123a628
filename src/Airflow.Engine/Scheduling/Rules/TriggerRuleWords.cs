using System.Globalization;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>A trigger rule that is not met, in the words that clients of Airflow's API know.</summary>
internal static class TriggerRuleWords
{
    public static string Of(TriggerRule rule, in UpstreamCounts counts, IEnumerable<string> upstream)
    {
        var states = string.Create(
            CultureInfo.InvariantCulture,
            $"_UpstreamTIStates(success={counts.Success}, skipped={counts.Skipped}, failed={counts.Failed}, upstream_failed={counts.UpstreamFailed}, removed={counts.Removed}, done={counts.Done}, success_setup={counts.SuccessSetup}, skipped_setup={counts.SkippedSetup})");
        var ids = string.Join(", ", upstream.Order(StringComparer.Ordinal).Select(static id => $"'{id}'"));
        return $"Task's trigger rule '{rule.Name()}' requires {Wanted(rule, counts)} upstream_states={states}, upstream_task_ids={(ids.Length == 0 ? "set()" : $"{{{ids}}}")}";
    }

    private static string Wanted(TriggerRule rule, in UpstreamCounts counts) => rule switch
    {
        TriggerRule.AllFailed => $"all upstream tasks to have failed, but found {Count(counts.Total - counts.Failed - counts.UpstreamFailed)} non-failure(s).",
        TriggerRule.AllDone => $"all upstream tasks to have completed, but found {Count(counts.Total - counts.Done)} task(s) that were not done.",
        TriggerRule.AllDoneMinOneSuccess => $"all upstream tasks to have completed and at least one to have succeeded, but found {Count(counts.Total - counts.Done)} task(s) that were not done.",
        TriggerRule.AllDoneSetupSuccess => "all upstream tasks to have completed and at least one upstream setup task to have succeeded.",
        TriggerRule.OneSuccess => "one upstream task success, but none were found.",
        TriggerRule.OneFailed => "one upstream task failure, but none were found.",
        TriggerRule.OneDone => "at least one upstream task failure or success but none were failed or success.",
        TriggerRule.NoneFailed or TriggerRule.NoneFailedMinOneSuccess =>
            $"all upstream tasks to have succeeded or been skipped, but found {Count(counts.Total - counts.Success - counts.Skipped)} non-success(es).",
        TriggerRule.NoneSkipped => $"all upstream tasks to not have been skipped, but found {Count(counts.Skipped)} task(s) in skipped state.",
        TriggerRule.AllSkipped => $"all upstream tasks to have been skipped, but found {Count(counts.Total - counts.Skipped)} task(s) in non skipped state.",
        _ => $"all upstream tasks to have succeeded, but found {Count(counts.Total - counts.Success)} non-success(es).",
    };

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
}
