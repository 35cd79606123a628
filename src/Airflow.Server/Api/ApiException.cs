using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Airflow.Server.Api;

/// <summary>A refusal of the REST API: a status and what stands under "detail".</summary>
internal sealed class ApiException(int status, JsonNode detail) : Exception($"The REST API answers {status}.")
{
    public ApiException(int status, string detail)
        : this(status, (JsonNode)detail)
    {
    }

    public int Status { get; } = status;

    public JsonNode Detail { get; } = detail;

    /// <summary>What the answer tells to look for in the log; null: nothing.</summary>
    public string? LogId { get; private init; }

    public static ApiException BadRequest(string detail) => new(400, detail);

    public static ApiException NotFound(string detail) => new(404, detail);

    public static ApiException Conflict(string detail) => new(409, detail);

    /// <summary>What is to be made is there already: the answer that Airflow gives when its database refuses, with an id to look for in the log.</summary>
    public static ApiException UniqueViolation() => OfDatabase(409, "Unique constraint violation");

    /// <summary>A text is too long for its column, and only the database would have found that.</summary>
    public static ApiException ValueRejected() => OfDatabase(422, "Value rejected by database");

    /// <summary>What is wrong with the request, all of it.</summary>
    public static ApiException Invalid(IEnumerable<JsonObject> problems) => new(422, new JsonArray([.. problems]));

    private static ApiException OfDatabase(int status, string reason)
    {
        var id = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 8);
        var detail = new JsonObject
        {
            ["reason"] = reason,
            ["statement"] = "hidden",
            ["orig_error"] = "hidden",
            ["message"] = $"Serious error when handling your request. Check logs for more details - you will find it in api server when you look for ID {id}",
        };
        return new ApiException(status, detail) { LogId = id };
    }
}
