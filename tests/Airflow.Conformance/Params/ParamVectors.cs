using System.Text.Json.Nodes;
using Airflow.Engine.Params;
using Airflow.Engine.Timetables;

namespace Airflow.Conformance.Params;

[Trait("Category", "Conformance")]
public class ParamVectors
{
    private const string File = "semantics/params.json";

    public static TheoryData<string> Ids() => Vectors.Ids(File);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Answers_as_airflow_does(string id)
    {
        var @case = Vectors.Case(File, id);
        var input = @case["input"]!.AsObject();
        Func<JsonObject> answer = @case["group"]!.GetValue<string>() switch
        {
            "resolve" => () => Resolve(input),
            "dag_valid" => () => DagValid(input),
            "trigger" => () => Trigger(input),
            "dump" => () => new JsonObject { ["dump"] = Params(input["params"]).Dump() },
            "assign" => () => Assign(input),
            var group => throw new InvalidOperationException($"The group {group} is not known."),
        };
        Vectors.ShouldMatch(OrError(answer), @case["expected"]);
    }

    private static JsonObject OrError(Func<JsonObject> answer)
    {
        try
        {
            return answer();
        }
        catch (ParamException error)
        {
            return new JsonObject { ["error"] = error.Code == ParamException.InvalidSchema ? "SchemaError" : "ParamValidationError" };
        }
        catch (ArgumentException)
        {
            return new JsonObject { ["error"] = "ValueError" };
        }
    }

    private static JsonObject Resolve(JsonObject input)
    {
        var param = Param(input);
        var set = DeclaredParams.Empty.With([KeyValuePair.Create("p", input.ContainsKey("value") ? param.With(input["value"]?.DeepClone()) : param)]);
        return new JsonObject { ["value"] = set.Resolve()["p"]?.DeepClone() };
    }

    private static JsonObject DagValid(JsonObject input)
    {
        Params(input["params"]).RequireFor(ScheduleArgument.FromText(input["schedule"]?.GetValue<string>(), ScheduleZone.Utc));
        return new JsonObject { ["valid"] = true };
    }

    private static JsonObject Trigger(JsonObject input)
    {
        var dag = Params(input["dag_params"]).With(Read(input["default_args_params"]));
        var conf = input["conf"] as JsonObject;
        var overrides = input["dag_run_conf_overrides_params"]!.GetValue<bool>();
        return new JsonObject
        {
            ["create_run"] = OrError(() =>
            {
                _ = dag.WithValues(conf).Resolve();
                return new JsonObject { ["accepted"] = true, ["conf"] = conf?.DeepClone() ?? new JsonObject() };
            }),
            ["task_params"] = OrError(() => DeclaredParams.ForTask(dag, Params(input["task_params"]), conf, overrides)),
        };
    }

    private static JsonObject Assign(JsonObject input)
    {
        var key = input["key"]!.GetValue<string>();
        var set = Params(input["params"]).WithValues(new JsonObject { [key] = input["value"]?.DeepClone() });
        return set[key].Problems(key) is { Count: > 0 } problems
            ? throw new ParamException(ParamException.InvalidValue, problems)
            : new JsonObject { ["value"] = set[key].Value?.DeepClone() };
    }

    private static DeclaredParams Params(JsonNode? map) => DeclaredParams.Empty.With(Read(map));

    private static IEnumerable<KeyValuePair<string, DeclaredParam>> Read(JsonNode? map) => (map as JsonObject)?.Select(entry => KeyValuePair.Create(
        entry.Key,
        entry.Value is JsonObject wrapper && wrapper["param"] is JsonObject param ? Param(param) : DeclaredParam.Plain(entry.Value?.DeepClone()))) ?? [];

    private static DeclaredParam Param(JsonObject param) => new()
    {
        Schema = (JsonObject)param["schema"]!.DeepClone(),
        HasValue = param.ContainsKey("default"),
        Value = param["default"]?.DeepClone(),
    };
}
