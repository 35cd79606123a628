using Airflow.Engine.Tasks;

namespace Airflow.Testing.Simulation.Plans;

/// <summary>
/// What trigger rules come to once everything upstream has ended, written down a second time from their definitions, without any code of the
/// engine. A rule that decides early can come to more than one end, by what ended first; so the answer is a set.
/// </summary>
internal static class TriggerRuleModel
{
    /// <summary>What becomes of a task.</summary>
    [Flags]
    public enum Verdict
    {
        None = 0,
        Runs = 1,
        IsSkipped = 2,
        FailsUpstream = 4,
    }

    /// <param name="rule">The rule by its name in Airflow.</param>
    /// <param name="upstream">The final states of all instances directly upstream.</param>
    public static Verdict Of(string rule, IReadOnlyCollection<TaskState> upstream)
    {
        if (upstream.Count == 0 || rule == "always")
        {
            return Verdict.Runs;
        }

        var succeeded = upstream.Count(state => state == TaskState.Success);
        var skipped = upstream.Count(state => state == TaskState.Skipped);
        var failed = upstream.Count(state => state == TaskState.Failed);
        var broken = failed + upstream.Count(state => state == TaskState.UpstreamFailed);
        return rule switch
        {
            "all_success" => (broken > 0 ? Verdict.FailsUpstream : 0) | (skipped > 0 ? Verdict.IsSkipped : 0) | (broken + skipped == 0 ? Verdict.Runs : 0),
            "all_failed" => succeeded + skipped > 0 ? Verdict.IsSkipped : Verdict.Runs,
            "all_done" => Verdict.Runs,
            "one_success" when succeeded > 0 => Verdict.Runs,
            "one_success" => broken > 0 ? Verdict.FailsUpstream : Verdict.IsSkipped,
            "one_failed" => broken > 0 ? Verdict.Runs : Verdict.IsSkipped,
            "one_done" => succeeded + failed > 0 ? Verdict.Runs : Verdict.IsSkipped,
            "none_failed" => broken > 0 ? Verdict.FailsUpstream : Verdict.Runs,
            "none_failed_min_one_success" when broken > 0 => Verdict.FailsUpstream,
            "none_failed_min_one_success" => succeeded > 0 ? Verdict.Runs : Verdict.IsSkipped,
            "none_skipped" => skipped > 0 ? Verdict.IsSkipped : Verdict.Runs,
            "all_skipped" => succeeded + broken > 0 ? Verdict.IsSkipped : Verdict.Runs,
            "all_done_min_one_success" when skipped > 0 => Verdict.IsSkipped,
            "all_done_min_one_success" => succeeded > 0 ? Verdict.Runs : Verdict.FailsUpstream,
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "The model does not know this trigger rule."),
        };
    }
}
