using System.Text.Json.Nodes;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;

namespace Airflow.Conformance.Scheduling;

[Trait("Category", "Conformance")]
public class TriggerRuleVectors
{
    private const string File = "semantics/trigger_rules.json";

    public static TheoryData<string> Ids() => Vectors.Ids(File);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Answers_as_airflow_does(string id)
    {
        var @case = Vectors.Case(File, id);
        var input = @case["input"]!.AsObject();
        var group = @case["group"]!.GetValue<string>();
        Vectors.ShouldMatch(group == "rule_names" ? RuleName(input) : Answer(group, input), @case["expected"]);
    }

    private static JsonObject Answer(string group, JsonObject input)
    {
        var (dag, states, task, mapIndex) = group switch
        {
            "setup_teardown" => (input["dag"]!.AsObject(), input["states"]!.AsObject(), input["task"]!.GetValue<string>(), -1),
            "mapped_upstream" => MappedUpstream(input),
            "unexpanded_upstream" => UnexpandedUpstream(input),
            "mapped_group_member" => MappedGroupMember(input),
            "after_mapped_group" => AfterMappedGroup(input),
            _ => Plain(input),
        };
        var vector = new DagVector(dag);
        var context = new TriggerRuleContext(
            mapIndex,
            input["flag_upstream_failed"]?.GetValue<bool>() == false,
            input["past_met"] is not null,
            input["past_met"]?.GetValue<bool>() ?? false);
        var result = new UpstreamInspector(vector.Graph, vector.Run(states)).Evaluate(vector.Task(task), context);
        var outcome = result.SetsState ? result.NewState.Name() : result.IsMet ? "run" : "wait";
        return new JsonObject { ["outcome"] = outcome, ["deps_met"] = result.IsMet };
    }

    private static JsonObject RuleName(JsonObject input)
    {
        try
        {
            return TriggerRules.Parse(input["trigger_rule"]!.GetValue<string>()).IsAllowedInFailFastDag()
                ? new JsonObject { ["valid"] = true, ["valid_with_fail_fast"] = true }
                : new JsonObject { ["error"] = "FailFastDagInvalidTriggerRule" };
        }
        catch (ArgumentException)
        {
            return new JsonObject { ["error"] = "ValueError" };
        }
    }

    private static (JsonObject Dag, JsonObject States, string Task, int MapIndex) Plain(JsonObject input)
    {
        var upstream = input["upstream"]!.AsArray();
        var names = Enumerable.Range(0, upstream.Count).Select(index => $"u{index}").ToArray();
        var dag = Dag([.. names.Select(name => Task(name)), Task("x", input["rule"])], names.Select(name => (name, "x")));
        return (dag, new JsonObject(names.Zip(upstream, (name, state) => KeyValuePair.Create(name, state?.DeepClone()))), "x", -1);
    }

    private static (JsonObject Dag, JsonObject States, string Task, int MapIndex) MappedUpstream(JsonObject input)
    {
        var mapped = input["mapped_upstream"]!.AsArray();
        var plain = input["plain_upstream"]!.AsArray();
        var names = Enumerable.Range(0, plain.Count).Select(index => $"p{index}").ToArray();
        var source = Task("m");
        source["expand"] = new JsonArray(mapped.Select((_, index) => (JsonNode)index).ToArray());
        var dag = Dag([source, .. names.Select(name => Task(name)), Task("x", input["rule"])], names.Append("m").Select(name => (name, "x")));
        var states = new JsonObject(names.Zip(plain, (name, state) => KeyValuePair.Create(name, state?.DeepClone()))
            .Concat(mapped.Select((state, index) => KeyValuePair.Create($"m[{index}]", state?.DeepClone()))));
        return (dag, states, "x", -1);
    }

    private static (JsonObject Dag, JsonObject States, string Task, int MapIndex) UnexpandedUpstream(JsonObject input)
    {
        var mapped = Task("m");
        mapped["expand"] = new JsonObject { ["xcom"] = "s" };
        var states = new JsonObject { ["s"] = input["source"]?.DeepClone(), ["m"] = input["unexpanded_mapped_upstream"]?.DeepClone() };
        return (Dag([Task("s"), mapped, Task("x", input["rule"])], [("m", "x")]), states, "x", -1);
    }

    private static (JsonObject Dag, JsonObject States, string Task, int MapIndex) MappedGroupMember(JsonObject input)
    {
        var dag = MappedGroup(input, [Task("u"), Task("x", input["rule"])]);
        dag["tasks"]!.AsArray().Add(Task("o"));
        dag["edges"] = new JsonArray(new JsonArray("o", "g.x"), new JsonArray("g.u", "g.x"));
        var states = GroupStates(input);
        states["o"] = input["outer_upstream"]?.DeepClone();
        return (dag, states, "g.x", input["map_index"]!.GetValue<int>());
    }

    private static (JsonObject Dag, JsonObject States, string Task, int MapIndex) AfterMappedGroup(JsonObject input)
    {
        var dag = MappedGroup(input, [Task("u")]);
        dag["tasks"]!.AsArray().Add(Task("x", input["rule"]));
        dag["edges"] = new JsonArray(new JsonArray("g.u", "x"));
        return (dag, GroupStates(input), "x", -1);
    }

    private static JsonObject MappedGroup(JsonObject input, JsonNode[] members) => new()
    {
        ["tasks"] = new JsonArray(),
        ["mapped_groups"] = new JsonArray(new JsonObject
        {
            ["id"] = "g",
            ["expand"] = input["group_upstream"]!.DeepClone(),
            ["tasks"] = new JsonArray(members),
            ["edges"] = new JsonArray(),
        }),
    };

    private static JsonObject GroupStates(JsonObject input) => new(input["group_upstream"]!.AsArray()
        .Select((state, index) => KeyValuePair.Create($"g.u[{index}]", state?.DeepClone())));

    private static JsonObject Dag(JsonObject[] tasks, IEnumerable<(string From, string To)> edges) => new()
    {
        ["tasks"] = new JsonArray(tasks),
        ["edges"] = new JsonArray(edges.Select(edge => (JsonNode)new JsonArray(edge.From, edge.To)).ToArray()),
    };

    private static JsonObject Task(string id, JsonNode? rule = null) =>
        rule is null ? new JsonObject { ["id"] = id } : new JsonObject { ["id"] = id, ["trigger_rule"] = rule.DeepClone() };
}
