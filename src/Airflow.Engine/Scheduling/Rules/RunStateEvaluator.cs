using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>
/// Looks at a whole run as it is and tells what may start, what gets a state without running, and the state of the run. Changes do not
/// count within the same evaluation, so skips and failures spread one level each time; evaluate until nothing changes.
/// </summary>
public sealed class RunStateEvaluator
{
    private readonly RuleGraph _graph;
    private readonly IRunView _view;
    private readonly UpstreamInspector _inspector;
    private readonly Func<InstanceRef, bool, bool> _isOtherwiseReady;

    /// <summary>Looks at the instances of one run.</summary>
    /// <param name="graph">The DAG.</param>
    /// <param name="view">The instances.</param>
    /// <param name="isOtherwiseReady">Whether nothing but the trigger rule and its mapping holds an instance back (past runs, retry delay,
    /// reschedule date, a branch); with true, delays that run out by themselves do not count. Null when there is nothing else.</param>
    public RunStateEvaluator(RuleGraph graph, IRunView view, Func<InstanceRef, bool, bool>? isOtherwiseReady = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(view);
        _graph = graph;
        _view = view;
        _inspector = new UpstreamInspector(graph, view);
        _isOtherwiseReady = isOtherwiseReady ?? ((_, _) => true);
    }

    public RunDecision Evaluate()
    {
        var schedulable = new List<InstanceRef>();
        var changes = new List<(InstanceRef, TaskState)>();
        var expansions = new List<(int, int)>();
        foreach (var (instance, _) in All().Where(entry => IsSchedulable(entry.State)))
        {
            Decide(instance, schedulable, changes, expansions);
        }
        var unfinished = All().Where(entry => !entry.State.IsFinished()).ToArray();
        if (unfinished.Length == 0)
        {
            return new RunDecision(FinalState(LeafStates()), schedulable, changes, expansions, false);
        }
        var isDeadlocked = schedulable.Count == 0 && changes.Count == 0 && expansions.Count == 0 && IsDeadlocked(unfinished);
        return new RunDecision(isDeadlocked ? RunState.Failed : RunState.Running, schedulable, changes, expansions, isDeadlocked);
    }

    /// <summary>The state of a run of which everything has ended, by the states of <see cref="RuleGraph.StateLeaves"/>.</summary>
    public static RunState FinalState(IEnumerable<TaskState> leaves)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        return leaves.Any(state => state is TaskState.Failed or TaskState.UpstreamFailed) ? RunState.Failed : RunState.Success;
    }

    /// <summary>Whether the DAG is to be paused: its last runs, the newest first, all failed, as many as the limit; 0 is no limit.</summary>
    public static bool IsToBePaused(int maxConsecutiveFailedDagRuns, IReadOnlyList<RunState> lastRuns)
    {
        ArgumentNullException.ThrowIfNull(lastRuns);
        return maxConsecutiveFailedDagRuns > 0 && lastRuns.Count >= maxConsecutiveFailedDagRuns
            && lastRuns.Take(maxConsecutiveFailedDagRuns).All(state => state == RunState.Failed);
    }

    private static bool IsSchedulable(TaskState state) => state is TaskState.None or TaskState.UpForRetry or TaskState.UpForReschedule;

    private IEnumerable<(InstanceRef Instance, TaskState State)> All() => Enumerable.Range(0, _graph.Tasks.Count)
        .SelectMany(task => _view.Instances(task).Select(instance => (new InstanceRef(task, instance.MapIndex), instance.State)));

    private IEnumerable<TaskState> LeafStates() => _graph.StateLeaves.SelectMany(_view.Instances).Select(instance => instance.State);

    private void Decide(
        InstanceRef instance,
        List<InstanceRef> schedulable,
        List<(InstanceRef, TaskState)> changes,
        List<(int, int)> expansions)
    {
        var (isMet, state) = Ask(instance);
        if (state != TaskState.None)
        {
            changes.Add((instance, state));
        }
        else if (isMet && _isOtherwiseReady(instance, false))
        {
            if (instance.MapIndex >= 0 || !_graph.NeedsExpansion(instance.Task))
            {
                schedulable.Add(instance);
                return;
            }
            switch (_inspector.ExpandedCount(instance.Task))
            {
                case null:
                    // All it waits for has ended, so what it is expanded over will never come.
                    changes.Add((instance, TaskState.UpstreamFailed));
                    break;
                case <= 0:
                    changes.Add((instance, TaskState.Skipped));
                    break;
                case { } length:
                    expansions.Add((instance.Task, length));
                    break;
            }
        }
    }

    private (bool IsMet, TaskState State) Ask(InstanceRef instance)
    {
        var rule = _inspector.Evaluate(instance.Task, new TriggerRuleContext(instance.MapIndex));
        var sources = _inspector.EvaluateMappingSources(instance.Task);
        // A failure says more than a skip.
        var state = rule.SetsState && (rule.NewState == TaskState.UpstreamFailed || !sources.SetsState) ? rule.NewState : sources.NewState;
        return (rule.IsMet && sources.IsMet, state);
    }

    private bool IsDeadlocked((InstanceRef Instance, TaskState State)[] unfinished) =>
        !Array.Exists(unfinished, entry =>
            entry.State is TaskState.Deferred or TaskState.AwaitingInput || _graph.Tasks[entry.Instance.Task].MayWaitForOthers)
        && !Array.Exists(unfinished, entry => Ask(entry.Instance).IsMet && _isOtherwiseReady(entry.Instance, true));
}
