using System.Text.Json.Nodes;
using Airflow.Engine.Dags;
using Airflow.Engine.Params;

namespace Airflow.Server.Api.Dags;

/// <summary>Params as DAGs and tasks show them: value, schema and where they come from.</summary>
internal static class ParamResponse
{
    public static JsonObject Of(SerializedDag dag) =>
        new((dag.Params ?? []).Select(static param => KeyValuePair.Create(param.Name, (JsonNode?)Of(param, param.Source))));

    /// <summary>A task has the params of its DAG, and its own in their place.</summary>
    public static JsonObject OfTask(SerializedDag dag, SerializedTask task)
    {
        var all = new JsonObject((dag.Params ?? []).Select(static param => KeyValuePair.Create(param.Name, (JsonNode?)Of(param, param.Source ?? "dag"))));
        foreach (var param in task.Params ?? [])
        {
            all[param.Name] = Of(param, param.Source ?? "task");
        }

        return all;
    }

    private static JsonObject Of(SerializedParam param, string? source) => new()
    {
        ["value"] = param.Default.ValueKind == System.Text.Json.JsonValueKind.Undefined ? null : ParamDeclarations.Decode(param.Default),
        ["schema"] = param.Schema is { } schema ? ParamDeclarations.Decode(schema) : new JsonObject(),
        ["description"] = param.Description,
        ["source"] = source,
    };
}
