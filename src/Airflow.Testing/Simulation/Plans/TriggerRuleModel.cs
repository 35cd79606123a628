using Airflow.Engine.Tasks;

namespace Airflow.Testing.Simulation.Plans;

/// <summary>
/// What trigger rules come to once everything upstream has ended, written down a second time from their definitions, without any code of the
/// engine. A rule that decides early can come to more than one end, by what ended first; so the answer is a set.
/// </summary>
internal static class TriggerRuleModel
{
    private static readonly Dictionary<string, Func<Ends, Verdict>> Rules = new(StringComparer.Ordinal)
    {
        ["always"] = static _ => Verdict.Runs,
        ["all_success"] = static ends => Pick(ends.Broken > 0, Verdict.FailsUpstream, 0) | Pick(ends.Skipped > 0, Verdict.IsSkipped, 0) | Pick(ends.Broken + ends.Skipped == 0, Verdict.Runs, 0),
        ["all_failed"] = static ends => Pick(ends.Succeeded + ends.Skipped > 0, Verdict.IsSkipped, Verdict.Runs),
        ["all_done"] = static _ => Verdict.Runs,
        ["one_success"] = static ends => Pick(ends.Succeeded > 0, Verdict.Runs, Pick(ends.Broken > 0, Verdict.FailsUpstream, Verdict.IsSkipped)),
        ["one_failed"] = static ends => Pick(ends.Broken > 0, Verdict.Runs, Verdict.IsSkipped),
        ["one_done"] = static ends => Pick(ends.Succeeded + ends.Failed > 0, Verdict.Runs, Verdict.IsSkipped),
        ["none_failed"] = static ends => Pick(ends.Broken > 0, Verdict.FailsUpstream, Verdict.Runs),
        ["none_failed_min_one_success"] = static ends => Pick(ends.Broken > 0, Verdict.FailsUpstream, Pick(ends.Succeeded > 0, Verdict.Runs, Verdict.IsSkipped)),
        ["none_skipped"] = static ends => Pick(ends.Skipped > 0, Verdict.IsSkipped, Verdict.Runs),
        ["all_skipped"] = static ends => Pick(ends.Succeeded + ends.Broken > 0, Verdict.IsSkipped, Verdict.Runs),
        ["all_done_min_one_success"] = static ends => Pick(ends.Skipped > 0, Verdict.IsSkipped, Pick(ends.Succeeded > 0, Verdict.Runs, Verdict.FailsUpstream)),
    };

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
        if (!Rules.TryGetValue(rule, out var verdict))
        {
            throw new ArgumentOutOfRangeException(nameof(rule), rule, "The model does not know this trigger rule.");
        }

        return upstream.Count == 0 ? Verdict.Runs : verdict(new Ends(
            upstream.Count(state => state == TaskState.Success),
            upstream.Count(state => state == TaskState.Skipped),
            upstream.Count(state => state == TaskState.Failed),
            upstream.Count(state => state is TaskState.Failed or TaskState.UpstreamFailed)));
    }

    private static Verdict Pick(bool condition, Verdict verdict, Verdict otherwise) => condition ? verdict : otherwise;

    /// <summary>How many upstream came to which end; broken are the failed ones and those that failed upstream.</summary>
    private readonly record struct Ends(int Succeeded, int Skipped, int Failed, int Broken);
}
