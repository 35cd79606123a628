using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;
using static Airflow.Engine.Tests.Dags.DagDocuments;

namespace Airflow.Engine.Tests.Scheduling.Rules;

public sealed class RunStateEvaluatorTests
{
    private static readonly RuleGraph Chain = RuleGraph.Of(DagGraph.Build(Dag(Task("a", "b"), Task("b", "c"), Task("c"))));

    [Fact]
    public void A_skip_spreads_one_level_each_time()
    {
        var states = new Dictionary<string, TaskState>(StringComparer.Ordinal)
        {
            ["a"] = TaskState.Skipped, ["b"] = TaskState.None, ["c"] = TaskState.None,
        };

        Evaluate(states).Changes.ShouldBe([(new InstanceRef(1, -1), TaskState.Skipped)]);
        states["b"] = TaskState.Skipped;
        Evaluate(states).Changes.ShouldBe([(new InstanceRef(2, -1), TaskState.Skipped)]);
        states["c"] = TaskState.Skipped;
        Evaluate(states).State.ShouldBe(RunState.Success);
    }

    [Fact]
    public void What_may_start_is_told_and_the_run_goes_on()
    {
        var decision = Evaluate(new(StringComparer.Ordinal) { ["a"] = TaskState.Success, ["b"] = TaskState.None, ["c"] = TaskState.None });

        decision.Schedulable.ShouldBe([new InstanceRef(1, -1)]);
        decision.State.ShouldBe(RunState.Running);
    }

    [Fact]
    public void A_failed_leaf_fails_the_run() =>
        Evaluate(new(StringComparer.Ordinal) { ["a"] = TaskState.Success, ["b"] = TaskState.Success, ["c"] = TaskState.Failed })
            .State.ShouldBe(RunState.Failed);

    [Fact]
    public void Instances_of_tasks_that_left_the_dag_are_removed_and_do_not_count()
    {
        var run = new RunInstances(Chain, [("gone", new InstanceState(-1, TaskState.Failed))], _ => null, _ => null);

        run.ToRemove.ShouldBe([("gone", -1)]);
        new RunStateEvaluator(Chain, run).Evaluate().State.ShouldBe(RunState.Success);
    }

    private static RunDecision Evaluate(Dictionary<string, TaskState> states) => new RunStateEvaluator(
        Chain,
        new RunInstances(Chain, states.Select(entry => (entry.Key, new InstanceState(-1, entry.Value))), _ => null, _ => null)).Evaluate();
}
