using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Tests.Scheduling;

/// <summary>
/// A run played by trigger rules, skips and run states as Airflow's documentation describes them, in the plainest way and without any code of
/// the engine: every undecided instance is asked again after every change.
/// </summary>
internal sealed class IndependentModel(IReadOnlyList<IndependentTask> tasks)
{
    private readonly SortedDictionary<(int Task, int MapIndex), TaskState> states = new(
        Enumerable.Range(0, tasks.Count).ToDictionary(task => (task, -1), _ => TaskState.None));

    private enum Verdict
    {
        Waits,
        Runs,
        IsSkipped,
        FailsUpstream,
    }

    public RunState State { get; private set; } = RunState.Running;

    public IEnumerable<string> Lines => states.Select(entry => $"t{entry.Key.Task}[{entry.Key.MapIndex}] {entry.Value}");

    public IReadOnlyList<(int Task, int MapIndex)> Ready => [.. states.Where(entry => entry.Value == TaskState.Scheduled).Select(entry => entry.Key)];

    /// <summary>An instance ended; a branch that succeeded tells others to be skipped, unless they are with an executor already, where all that is ready is.</summary>
    public void End((int Task, int MapIndex) instance, TaskState state)
    {
        states[instance] = state;
        foreach (var skipped in state == TaskState.Success ? tasks[instance.Task].Skips : [])
        {
            foreach (var target in states.Where(entry => entry.Key.Task == skipped && entry.Value == TaskState.None).Select(entry => entry.Key).ToList())
            {
                states[target] = TaskState.Skipped;
            }
        }
    }

    /// <summary>Decides until nothing changes; what is decided in a round counts from the next one on.</summary>
    public void Settle()
    {
        while (true)
        {
            var decided = states.Where(entry => entry.Value == TaskState.None).Select(entry => (entry.Key, Verdict: Ask(entry.Key.Task)))
                .Where(entry => entry.Verdict != Verdict.Waits).ToList();
            if (decided.Count == 0)
            {
                break;
            }

            decided.ForEach(entry => Apply(entry.Key, entry.Verdict));
        }

        if (states.Values.All(IsOver))
        {
            State = states.Any(entry => IsLast(entry.Key.Task) && IsBroken(entry.Value)) ? RunState.Failed : RunState.Success;
        }
    }

    private static bool IsOver(TaskState state) => state is TaskState.Success or TaskState.Failed or TaskState.Skipped or TaskState.UpstreamFailed;

    private static bool IsBroken(TaskState state) => state is TaskState.Failed or TaskState.UpstreamFailed;

    private bool IsLast(int task) => !tasks.Any(other => other.Upstream.Contains(task));

    private void Apply((int Task, int MapIndex) instance, Verdict verdict)
    {
        var isPlaceholder = instance.MapIndex < 0 && tasks[instance.Task].Length is not null;
        if (verdict == Verdict.Runs && isPlaceholder && tasks[instance.Task].Length is > 0 and var length)
        {
            states.Remove(instance);
            Enumerable.Range(0, length).ToList().ForEach(index => states[(instance.Task, index)] = TaskState.None);
            return;
        }

        states[instance] = verdict switch
        {
            // mapped over nothing
            Verdict.Runs when isPlaceholder => TaskState.Skipped,
            Verdict.Runs => TaskState.Scheduled,
            Verdict.IsSkipped => TaskState.Skipped,
            _ => TaskState.UpstreamFailed,
        };
    }

    private Verdict Ask(int task)
    {
        var upstream = states.Where(entry => tasks[task].Upstream.Contains(entry.Key.Task)).Select(entry => entry.Value).ToList();
        if (upstream.Count == 0)
        {
            return Verdict.Runs;
        }

        var early = Early(tasks[task].Rule, upstream);
        return early != Verdict.Waits || !upstream.TrueForAll(IsOver) ? early : Late(tasks[task].Rule, upstream);
    }

    /// <summary>What can be said before all upstream instances have ended.</summary>
    private static Verdict Early(string rule, List<TaskState> upstream)
    {
        var hasSuccess = upstream.Contains(TaskState.Success);
        var hasFailed = upstream.Contains(TaskState.Failed);
        var hasSkipped = upstream.Contains(TaskState.Skipped);
        var hasBroken = upstream.Exists(IsBroken);
        return rule switch
        {
            "always" => Verdict.Runs,
            "all_success" when hasBroken => Verdict.FailsUpstream,
            "all_success" when hasSkipped => Verdict.IsSkipped,
            "all_failed" when hasSuccess || hasSkipped => Verdict.IsSkipped,
            "one_success" when hasSuccess => Verdict.Runs,
            "one_failed" when hasBroken => Verdict.Runs,
            "one_done" when hasSuccess || hasFailed => Verdict.Runs,
            "none_failed" or "none_failed_min_one_success" when hasBroken => Verdict.FailsUpstream,
            "none_skipped" when hasSkipped => Verdict.IsSkipped,
            "all_skipped" when hasSuccess || hasBroken => Verdict.IsSkipped,
            "all_done_min_one_success" when hasSkipped => Verdict.IsSkipped,
            _ => Verdict.Waits,
        };
    }

    /// <summary>What is left when all of them have ended and none of the above was so.</summary>
    private static Verdict Late(string rule, List<TaskState> upstream) => rule switch
    {
        "one_success" => upstream.TrueForAll(state => state == TaskState.Skipped) ? Verdict.IsSkipped : Verdict.FailsUpstream,
        "one_failed" or "one_done" => Verdict.IsSkipped,
        "none_failed_min_one_success" => upstream.Contains(TaskState.Success) ? Verdict.Runs : Verdict.IsSkipped,
        "all_done_min_one_success" => upstream.Contains(TaskState.Success) ? Verdict.Runs : Verdict.FailsUpstream,
        _ => Verdict.Runs,
    };
}
