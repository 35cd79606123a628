using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>
/// Decides by a task's trigger rule whether an instance may run, waits, or gets a state without running. Works on counts alone, so each
/// question takes constant time; <see cref="UpstreamInspector"/> makes the counts where mapped groups are involved.
/// </summary>
public static class TriggerRuleEvaluator
{
    /// <summary>The whole rule: setups further upstream, the direct upstream tasks, and the scope of a teardown.</summary>
    public static TriggerRuleResult Evaluate(TriggerRule rule, bool isTeardown, in TriggerRuleInput input, in TriggerRuleContext context)
    {
        if (rule == TriggerRule.Always || input.Direct.Total == 0)
        {
            return TriggerRuleResult.Run;
        }
        if (isTeardown)
        {
            var own = Evaluate(rule, input.Direct, context);
            return own.IsMet ? own with { IsMet = input.Scope.AreAllDone } : own;
        }
        var setups = EvaluateSetups(input.Setups, context);
        if (!setups.IsMet && setups.SetsState)
        {
            return setups;
        }
        var direct = Evaluate(rule, input.Direct, context);
        return new TriggerRuleResult(setups.IsMet && direct.IsMet, direct.SetsState ? direct.NewState : setups.NewState);
    }

    /// <summary>The rule over the direct upstream instances; all there is to a DAG without setups and teardowns.</summary>
    public static TriggerRuleResult Evaluate(TriggerRule rule, in UpstreamCounts counts, in TriggerRuleContext context)
    {
        if (rule == TriggerRule.Always || counts.Total == 0)
        {
            return TriggerRuleResult.Run;
        }
        return Result(IsMet(rule, counts), context.IsReadOnly ? TaskState.None : NewState(rule, counts, context.MapIndex), context);
    }

    private static TriggerRuleResult EvaluateSetups(in UpstreamCounts setups, in TriggerRuleContext context)
    {
        if (setups.Total == 0)
        {
            return TriggerRuleResult.Run;
        }
        var pending = setups.Total - setups.Success - (context.MapIndex >= 0 ? setups.Removed : 0);
        return Result(pending <= 0, context.IsReadOnly ? TaskState.None : StateOfAllSuccess(setups, context.MapIndex), context);
    }

    private static TriggerRuleResult Result(bool isMet, TaskState state, in TriggerRuleContext context) =>
        state == TaskState.Skipped && context.WaitsForPastBeforeSkip && !context.IsPastMet
            ? TriggerRuleResult.Wait
            : new TriggerRuleResult(isMet, state);

    /// <summary>The state to set at once, which may be before every upstream instance has ended.</summary>
    private static TaskState NewState(TriggerRule rule, in UpstreamCounts counts, int mapIndex)
    {
        var hasFailures = counts.Failed > 0 || counts.UpstreamFailed > 0;
        return rule switch
        {
            TriggerRule.AllSuccess => StateOfAllSuccess(counts, mapIndex),
            TriggerRule.AllFailed => SkippedIf(counts.Success > 0 || counts.Skipped > 0),
            TriggerRule.OneSuccess => StateOfOneSuccess(counts),
            TriggerRule.OneFailed => SkippedIf(counts.AreAllDone && !hasFailures),
            TriggerRule.OneDone => SkippedIf(counts.AreAllDone && counts.Failed == 0 && counts.Success == 0),
            TriggerRule.NoneFailed => hasFailures ? TaskState.UpstreamFailed : TaskState.None,
            TriggerRule.NoneFailedMinOneSuccess => StateOfNoneFailedMinOneSuccess(counts, hasFailures),
            TriggerRule.NoneSkipped => SkippedIf(counts.Skipped > 0),
            TriggerRule.AllSkipped => SkippedIf(counts.Success > 0 || hasFailures),
            TriggerRule.AllDoneMinOneSuccess => StateOfAllDoneMinOneSuccess(counts),
            TriggerRule.AllDoneSetupSuccess => StateOfAllDoneSetupSuccess(counts),
            _ => TaskState.None,
        };
    }

    private static TaskState StateOfAllSuccess(in UpstreamCounts counts, int mapIndex)
    {
        if (counts.Failed > 0 || counts.UpstreamFailed > 0)
        {
            return TaskState.UpstreamFailed;
        }
        if (counts.Skipped > 0)
        {
            return TaskState.Skipped;
        }
        // The mapped upstream has shrunk: instances beyond its new length have nothing to work on.
        return counts.Removed > 0 && counts.Success > 0 && mapIndex >= counts.Success ? TaskState.Removed : TaskState.None;
    }

    private static TaskState StateOfOneSuccess(in UpstreamCounts counts)
    {
        if (!counts.AreAllDone)
        {
            return TaskState.None;
        }
        return counts.Done == counts.Skipped ? TaskState.Skipped : UpstreamFailedIf(counts.Success == 0);
    }

    private static TaskState StateOfNoneFailedMinOneSuccess(in UpstreamCounts counts, bool hasFailures)
    {
        if (hasFailures)
        {
            return TaskState.UpstreamFailed;
        }
        return counts.Skipped == counts.Total ? TaskState.Skipped : UpstreamFailedIf(counts.AreAllDone && counts.Success == 0);
    }

    private static TaskState StateOfAllDoneMinOneSuccess(in UpstreamCounts counts) => counts.Skipped > 0
        ? TaskState.Skipped
        : UpstreamFailedIf(counts.Done >= counts.Total && counts.Success == 0);

    private static TaskState StateOfAllDoneSetupSuccess(in UpstreamCounts counts)
    {
        if (!counts.AreAllDone || counts.TotalSetup == 0)
        {
            return TaskState.None;
        }
        return counts.SkippedSetup >= counts.TotalSetup ? TaskState.Skipped : UpstreamFailedIf(counts.SuccessSetup == 0);
    }

    private static bool IsMet(TriggerRule rule, in UpstreamCounts counts) => rule switch
    {
        TriggerRule.AllSuccess => counts.Total <= counts.Success + counts.Removed,
        TriggerRule.AllFailed => counts.Total <= counts.Failed + counts.UpstreamFailed + counts.Removed,
        TriggerRule.AllDone => counts.AreAllDone,
        TriggerRule.OneSuccess => counts.Success > 0,
        TriggerRule.OneFailed => counts.Failed > 0 || counts.UpstreamFailed > 0,
        TriggerRule.OneDone => counts.Success + counts.Failed > 0,
        TriggerRule.NoneFailed => counts.Total <= counts.Success + counts.Skipped + counts.Removed,
        TriggerRule.NoneFailedMinOneSuccess => counts.Total <= counts.Success + counts.Skipped + counts.Removed && counts.Success > 0,
        TriggerRule.NoneSkipped => counts.AreAllDone && counts.Skipped == 0,
        TriggerRule.AllSkipped => counts.Total <= counts.Skipped,
        TriggerRule.AllDoneMinOneSuccess => counts.Skipped == 0 && counts.AreAllDone && counts.Success > 0,
        TriggerRule.AllDoneSetupSuccess => counts.AreAllDone && (counts.TotalSetup == 0 || counts.SuccessSetup > 0),
        _ => false,
    };

    private static TaskState SkippedIf(bool condition) => condition ? TaskState.Skipped : TaskState.None;

    private static TaskState UpstreamFailedIf(bool condition) => condition ? TaskState.UpstreamFailed : TaskState.None;
}
