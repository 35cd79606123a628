using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Tests.Scheduling;

/// <summary>A run played by the whole-run evaluation that the recorded cases prove, over and over until nothing changes: slow and simple.</summary>
internal sealed class RulesModel(SerializedDag document)
{
    private readonly DagGraph graph = DagGraph.Build(document);
    private readonly RuleGraph rules = RuleGraph.Of(DagGraph.Build(document));
    private readonly SortedDictionary<(int Task, int MapIndex), TaskState> states = new(
        Enumerable.Range(0, document.Tasks.Length).ToDictionary(task => (task, -1), _ => TaskState.None));
    private readonly Dictionary<int, int> lengths = [];

    public RunState State { get; private set; } = RunState.Running;

    /// <summary>States by name; what waits for a worker is scheduled.</summary>
    public IEnumerable<string> Lines => states.Select(entry => $"{graph.TaskId(entry.Key.Task)}[{entry.Key.MapIndex}] {entry.Value}");

    public IReadOnlyList<(string TaskId, int MapIndex)> Ready =>
        [.. states.Where(entry => entry.Value == TaskState.Scheduled).Select(entry => (graph.TaskId(entry.Key.Task), entry.Key.MapIndex))];

    /// <summary>Ends an instance; the length is that of what it returned.</summary>
    public void End(string taskId, int mapIndex, TaskState state, int length)
    {
        var task = graph.IndexOf(taskId);
        states[(task, mapIndex)] = state;
        if (state == TaskState.Success)
        {
            lengths[task] = mapIndex < 0 ? length : lengths.GetValueOrDefault(task) + 1;
        }
    }

    public void Settle()
    {
        while (true)
        {
            var view = new RunInstances(
                rules,
                states.Select(entry => (graph.TaskId(entry.Key.Task), new InstanceState(entry.Key.MapIndex, entry.Value))),
                task => Length(graph.Settings(task).ExpandInput),
                group => Length(graph.Groups[group].ExpandInput));
            var decision = new RunStateEvaluator(rules, view).Evaluate();
            State = decision.State;
            if (decision.Schedulable.Count + decision.Changes.Count + decision.Expansions.Count == 0 || State != RunState.Running)
            {
                return;
            }

            foreach (var instance in decision.Schedulable)
            {
                states[(instance.Task, instance.MapIndex)] = TaskState.Scheduled;
            }

            foreach (var (instance, state) in decision.Changes)
            {
                states[(instance.Task, instance.MapIndex)] = state;
            }

            foreach (var (task, length) in decision.Expansions)
            {
                states.Remove((task, -1));
                for (var index = 0; index < length; index++)
                {
                    states[(task, index)] = TaskState.None;
                }
            }
        }
    }

    private int? Length(SerializedExpandInput? input) =>
        input is null ? null : MappedLengths.Of(input, taskId => LengthOfResult(graph.IndexOf(taskId)));

    private int? LengthOfResult(int task)
    {
        int? length = lengths.TryGetValue(task, out var known) ? known : null;
        return !rules.NeedsExpansion(task) ? length : states.Any(entry => entry.Key.Task == task && !entry.Value.IsFinished()) ? null : length ?? 0;
    }
}
