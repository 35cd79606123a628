using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>What a trigger rule makes of the tally upstream: scheduled (may run), none (wait), or the state that is set instead.</summary>
internal static class UpstreamRule
{
    public static TaskState Decide(TriggerRule rule, in StateTally up)
    {
        if (up.Total == 0 || rule == TriggerRule.Always)
        {
            return TaskState.Scheduled;
        }

        return EarlyEnd(rule, up) ?? (MayRun(rule, up) ? TaskState.Scheduled : TaskState.None);
    }

#pragma warning disable S3776 // a table of rules reads as one
    private static TaskState? EarlyEnd(TriggerRule rule, in StateTally up)
    {
        var failed = up.Failed + up.UpstreamFailed;
        var done = up.Done >= up.Total;
        return rule switch
        {
            TriggerRule.AllSuccess => failed > 0 ? TaskState.UpstreamFailed : up.Skipped > 0 ? TaskState.Skipped : null,
            TriggerRule.AllFailed => up.Success > 0 || up.Skipped > 0 ? TaskState.Skipped : null,
            TriggerRule.OneSuccess => !done || up.Success > 0 ? null : up.Skipped > 0 && failed == 0 ? TaskState.Skipped : TaskState.UpstreamFailed,
            TriggerRule.OneFailed => done && failed == 0 ? TaskState.Skipped : null,
            TriggerRule.OneDone => done && up.Success + up.Failed == 0 ? TaskState.Skipped : null,
            TriggerRule.NoneFailed => failed > 0 ? TaskState.UpstreamFailed : null,
            TriggerRule.NoneFailedMinOneSuccess => failed > 0 ? TaskState.UpstreamFailed : done && up.Success == 0 ? TaskState.Skipped : null,
            TriggerRule.NoneSkipped => up.Skipped > 0 ? TaskState.Skipped : null,
            TriggerRule.AllSkipped => up.Success > 0 || failed > 0 ? TaskState.Skipped : null,
            TriggerRule.AllDoneMinOneSuccess => done && up.Success == 0 ? up.Skipped == up.Total ? TaskState.Skipped : TaskState.UpstreamFailed : null,
            _ => null,
        };
    }
#pragma warning restore S3776

    private static bool MayRun(TriggerRule rule, in StateTally up) => rule switch
    {
        TriggerRule.OneSuccess => up.Success > 0,
        TriggerRule.OneFailed => up.Failed + up.UpstreamFailed > 0,
        TriggerRule.OneDone => up.Success + up.Failed > 0,
        _ => up.Done >= up.Total,
    };
}
