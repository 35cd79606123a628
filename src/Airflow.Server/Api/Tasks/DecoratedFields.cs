using System.Text.Json.Nodes;

namespace Airflow.Server.Api.Tasks;

/// <summary>The template fields that tasks from functions have in Airflow, in every language the same. A C# function takes what it works on from the code around it.</summary>
internal static class DecoratedFields
{
    private const string Arguments = "op_kwargs";
    private static readonly string[] Function = ["templates_dict", "op_args", Arguments];
    private static readonly string[] Sensor = ["op_args", Arguments];

    /// <summary>Null for the tasks of other operators.</summary>
    public static IReadOnlyList<string>? Of(string? operatorName) => operatorName switch
    {
        "@task" or "@task.branch" or "@task.short_circuit" => Function,
        "@task.sensor" => Sensor,
        _ => null,
    };

    /// <summary>What the fields were in an instance that was called with these.</summary>
    public static JsonObject Values(IReadOnlyList<string> fields, JsonObject? arguments) => new(fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field, field switch
    {
        Arguments => arguments ?? [],
        "op_args" => new JsonArray(),
        _ => null,
    })));
}
