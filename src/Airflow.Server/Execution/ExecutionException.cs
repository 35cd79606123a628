using System.Text.Json.Nodes;

namespace Airflow.Server.Execution;

/// <summary>A refusal as the Execution API tells it: a status and what stands under "detail".</summary>
internal sealed class ExecutionException(int status, JsonNode detail) : Exception($"The Execution API answers {status}.")
{
    public int Status { get; } = status;

    public JsonNode Detail { get; } = detail;

    public static ExecutionException Of(int status, string reason, string message) =>
        new(status, new JsonObject { ["reason"] = reason, ["message"] = message });

    public static ExecutionException NotFound(string message) => Of(404, "not_found", message);

    /// <summary>What is wrong with the request, all of it.</summary>
    public static ExecutionException Invalid(IEnumerable<JsonObject> errors) => new(422, new JsonArray([.. errors]));

    public static ExecutionException Invalid(JsonObject error) => Invalid([error]);
}
