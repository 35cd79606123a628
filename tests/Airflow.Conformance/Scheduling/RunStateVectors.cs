using System.Text.Json.Nodes;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;

namespace Airflow.Conformance.Scheduling;

[Trait("Category", "Conformance")]
public class RunStateVectors
{
    private const string File = "semantics/dagrun_state.json";

    public static TheoryData<string> Ids() => Vectors.Ids(File);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Answers_as_airflow_does(string id)
    {
        var @case = Vectors.Case(File, id);
        var input = @case["input"]!.AsObject();
        var actual = @case["group"]!.GetValue<string>() switch
        {
            "pause_after_failures" => Pause(input),
            "task_left_the_dag" => TaskLeft(input),
            _ => Passes(input),
        };
        Vectors.ShouldMatch(actual, @case["expected"]);
    }

    private static JsonObject Passes(JsonObject input)
    {
        var dag = new DagVector(input["dag"]!.AsObject());
        var states = States(dag, dag.Run(input["states"]!.AsObject()));
        var passes = new JsonArray();
        RunDecision decision;
        do
        {
            decision = new RunStateEvaluator(dag.Graph, dag.Run(states)).Evaluate();
            decision.Expansions.ShouldBeEmpty();
            var changed = new JsonObject(decision.Changes.Select(change =>
                KeyValuePair.Create(dag.Name(change.Instance), (JsonNode?)change.State.Name())));
            foreach (var (name, state) in changed)
            {
                states[name] = state?.DeepClone();
            }
            passes.Add(new JsonObject
            {
                ["run_state"] = decision.State.Name(),
                ["schedulable"] = new JsonArray(decision.Schedulable.Select(dag.Name).Order(StringComparer.Ordinal).Select(name => (JsonNode)name).ToArray()),
                ["changed"] = changed,
            });
        }
        while (decision.State == RunState.Running && decision.Changes.Count > 0 && decision.Schedulable.Count == 0);
        return new JsonObject { ["passes"] = passes, ["run_state"] = decision.State.Name(), ["states"] = states };
    }

    private static JsonObject States(DagVector dag, RunInstances run) => new(Enumerable.Range(0, dag.Graph.Tasks.Count)
        .SelectMany(task => run.Instances(task).Select(instance =>
            KeyValuePair.Create(dag.Name(new InstanceRef(task, instance.MapIndex)), (JsonNode?)instance.State.Name()))));

    private static JsonObject TaskLeft(JsonObject input)
    {
        var tasks = new JsonArray(input["dag_is"]!.AsArray().Select(id => (JsonNode)new JsonObject { ["id"] = id!.DeepClone() }).ToArray());
        var dag = new DagVector(new JsonObject { ["tasks"] = tasks, ["edges"] = new JsonArray() });
        var states = input["states"]!.AsObject();
        var run = dag.Run(states);
        foreach (var (taskId, mapIndex) in run.ToRemove)
        {
            states[DagVector.Name(taskId, mapIndex)] = TaskState.Removed.Name();
        }
        return new JsonObject { ["run_state"] = new RunStateEvaluator(dag.Graph, run).Evaluate().State.Name(), ["states"] = states.DeepClone() };
    }

    private static JsonObject Pause(JsonObject input)
    {
        var runs = input["task_states_of_runs"]!.AsArray().Select(state => RunNames.ParseState(state!.GetValue<string>())).ToArray();
        var limit = input["max_consecutive_failed_dag_runs"]!.GetValue<int>();
        var isPaused = Enumerable.Range(1, runs.Length).Any(count => RunStateEvaluator.IsToBePaused(limit, runs.Take(count).Reverse().ToArray()));
        return new JsonObject { ["paused"] = isPaused };
    }
}
