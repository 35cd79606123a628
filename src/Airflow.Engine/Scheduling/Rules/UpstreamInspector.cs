using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>
/// Counts what the trigger rule of an instance looks at, mapped tasks and groups included: inside a mapped group an instance depends
/// only on the upstream instances of its own element.
/// </summary>
public sealed class UpstreamInspector(RuleGraph graph, IRunView view)
{
    /// <summary>The counts for one instance.</summary>
    public TriggerRuleInput Inspect(int task, int mapIndex) => new(
        Count(task, mapIndex, graph.Upstream(task)),
        Count(task, mapIndex, graph.RelevantSetups(task)),
        Count(task, mapIndex, graph.TeardownScope(task)));

    /// <summary>What the trigger rule says of one instance.</summary>
    public TriggerRuleResult Evaluate(int task, in TriggerRuleContext context)
    {
        var definition = graph.Tasks[task];
        return graph.Upstream(task).Count == 0
            ? TriggerRuleResult.Run
            : TriggerRuleEvaluator.Evaluate(definition.TriggerRule, definition.IsTeardown, Inspect(task, context.MapIndex), context);
    }

    /// <summary>
    /// What the things say that an instance is expanded over: whether one of them ended badly before it was expanded itself, and the
    /// state that follows.
    /// </summary>
    public TriggerRuleResult EvaluateMappingSources(int task)
    {
        var sources = graph.Tasks[task].IsMapped ? graph.Tasks[task].ExpandsOver
            : graph.ClosestMappedGroup(task) is var group and >= 0 ? graph.Groups[group].ExpandsOver
            : [];
        var states = sources.SelectMany(view.Instances).Where(instance => instance.MapIndex < 0 && instance.State.IsFinished())
            .Select(instance => instance.State).Distinct().ToArray();
        if (Array.TrueForAll(states, state => state == TaskState.Success))
        {
            return TriggerRuleResult.Run;
        }
        var isFailed = states.Contains(TaskState.Failed) || states.Contains(TaskState.UpstreamFailed);
        return new TriggerRuleResult(
            false,
            isFailed ? TaskState.UpstreamFailed : states.Contains(TaskState.Skipped) ? TaskState.Skipped : TaskState.None);
    }

    /// <summary>How many instances the task has in all once everything it is expanded over is known; null while it is not, or when the
    /// task is not mapped.</summary>
    public int? ExpandedCount(int task)
    {
        var group = graph.ClosestMappedGroup(task);
        if (!graph.Tasks[task].IsMapped)
        {
            return group < 0 ? null : ExpandedCountOfGroup(group);
        }
        var own = view.MapLengthOfTask(task);
        return group < 0 ? own : own * ExpandedCountOfGroup(group);
    }

    private int? ExpandedCountOfGroup(int group)
    {
        var own = view.MapLengthOfGroup(group);
        var outer = graph.EnclosingMappedGroup(group);
        return outer < 0 ? own : own * ExpandedCountOfGroup(outer);
    }

    private UpstreamCounts Count(int task, int mapIndex, IReadOnlyList<int> others)
    {
        var counts = default(UpstreamCounts);
        var isMapped = others.Any(graph.NeedsExpansion);
        var isInMappedGroup = graph.ClosestMappedGroup(task) >= 0;
        foreach (var other in others)
        {
            var isSetup = graph.Tasks[other].IsSetup;
            if (!isMapped)
            {
                // An upstream task counts although its instance is yet to be made.
                counts.Expect(1, isSetup);
            }
            var (first, end) = isInMappedGroup ? RelevantIndexes(task, mapIndex, other) : (0, int.MaxValue);
            foreach (var instance in Relevant(view.Instances(other), first, end))
            {
                counts.Expect(isMapped ? 1 : 0, isSetup);
                counts.Add(instance.State, isSetup);
            }
        }
        return counts;
    }

    /// <summary>The instances with a map index from first up to, but not including, the end; and always the one that is not expanded.</summary>
    private static IEnumerable<InstanceState> Relevant(IReadOnlyList<InstanceState> instances, int first, int end)
    {
        if (instances.Count > 0 && instances[0].MapIndex < 0)
        {
            yield return instances[0];
        }
        for (var i = FirstAtOrAfter(instances, Math.Max(first, 0)); i < instances.Count && instances[i].MapIndex < end; i++)
        {
            yield return instances[i];
        }
    }

    private static int FirstAtOrAfter(IReadOnlyList<InstanceState> instances, int mapIndex)
    {
        var (low, high) = (0, instances.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (instances[middle].MapIndex < mapIndex)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    private (int First, int End) RelevantIndexes(int task, int mapIndex, int other)
    {
        var all = (0, int.MaxValue);
        if (mapIndex < 0 && IsSatisfiedBySome(graph.Tasks[task].TriggerRule) && !IsExpandedOver(task, other))
        {
            // Before the group is expanded, such a rule must not be decided by the elements that happen to be there.
            return all;
        }
        if (ExpandedCount(task) is not ({ } count and > 0))
        {
            return all;
        }
        var ancestor = graph.MappedGroups(other).FirstOrDefault(group => graph.MappedGroups(task).Contains(group), -1);
        if (ancestor < 0)
        {
            return all;
        }
        var elements = ExpandedCountOfGroup(ancestor) ?? 0;
        var element = (int)Math.Floor((double)mapIndex * elements / count);
        if (!graph.IsFurtherMappedInside(other, ancestor))
        {
            return (element, element + 1);
        }
        var further = elements == 0 ? 0 : count / elements;
        return (element * further, (element * further) + further);
    }

    private bool IsExpandedOver(int task, int other) =>
        graph.Tasks[task].ExpandsOver.Contains(other) || graph.MappedGroups(task).Any(group => graph.Groups[group].ExpandsOver.Contains(other));

    private static bool IsSatisfiedBySome(TriggerRule rule) =>
        rule is TriggerRule.OneSuccess or TriggerRule.OneFailed or TriggerRule.OneDone or TriggerRule.NoneFailedMinOneSuccess;
}
