using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Server.Bodies;

namespace Airflow.Server.Execution;

/// <summary>/execution/variables and /execution/connections.</summary>
internal static class SecretEndpoints
{
    private static readonly BodyModel Variable = new(
        new BodyField("val", BodyKind.Text, IsNullable: true),
        BodyField.Optional("description", BodyKind.Text));

    public static void Map(ExecutionRoutes routes)
    {
        routes.Map("GET", "/variables/{**key}", GetVariableAsync);
        routes.Map("PUT", "/variables/{**key}", PutVariableAsync);
        routes.Map("DELETE", "/variables/{**key}", DeleteVariableAsync);
        routes.Map("GET", "/connections/{**connection_id}", GetConnectionAsync);
    }

    private static Task GetVariableAsync(ExecutionCall call) =>
        call.Version >= ApiVersion.Newest && call.Route("key") == "keys" ? ListKeysAsync(call) : FindVariableAsync(call);

    private static async Task FindVariableAsync(ExecutionCall call)
    {
        var key = call.Route("key");
        var value = await call.Services.Api.GetVariableAsync(key, call.Aborted) ?? throw ExecutionException.NotFound($"Variable with key '{key}' not found");
        await call.AnswerAsync(new JsonObject { ["key"] = key, ["value"] = value });
    }

    private static async Task ListKeysAsync(ExecutionCall call)
    {
        var (limit, offset) = (Bounded(call, "limit", 1000, 1, 10_000), Bounded(call, "offset", 0, 0, int.MaxValue));
        var keys = await call.Services.Api.ListVariableKeysAsync(call.Query("prefix"), call.Aborted);
        await call.AnswerAsync(new JsonObject
        {
            ["keys"] = new JsonArray([.. keys.Skip(offset).Take(limit).Select(key => JsonValue.Create(key))]),
            ["total_entries"] = keys.Count,
        });
    }

    private static async Task PutVariableAsync(ExecutionCall call)
    {
        var body = await call.BodyAsync(Variable);
        await call.Services.Api.SetVariableAsync(call.Route("key"), Text(body, "val") ?? "", Text(body, "description"), call.Aborted);
        await call.TellAsync("Variable successfully set", 201);
    }

    private static async Task DeleteVariableAsync(ExecutionCall call)
    {
        await call.Services.Api.DeleteVariableAsync(call.Route("key"), call.Aborted);
        await call.EndAsync(204);
    }

    private static async Task GetConnectionAsync(ExecutionCall call)
    {
        var id = call.Route("connection_id");
        var found = await call.Services.Api.GetConnectionAsync(id, call.Aborted) ?? throw ExecutionException.NotFound($"Connection with ID {id} not found");
        await call.AnswerAsync(new JsonObject
        {
            ["conn_id"] = found.ConnId,
            ["conn_type"] = found.ConnType ?? "",
            ["host"] = found.Host,
            ["schema"] = found.Schema,
            ["login"] = found.Login,
            ["password"] = found.Password,
            ["port"] = found.Port,
            ["extra"] = found.Extra,
        });
    }

    private static int Bounded(ExecutionCall call, string name, int otherwise, int least, int most)
    {
        var value = call.QueryNumber(name) ?? otherwise;
        if (value < least)
        {
            throw ExecutionException.Invalid(Problems.Of(
                "greater_than_equal", ["query", name], $"Input should be greater than or equal to {least}", JsonValue.Create($"{value}"), new JsonObject { ["ge"] = least }));
        }

        return value <= most
            ? value
            : throw ExecutionException.Invalid(Problems.Of(
                "less_than_equal", ["query", name], $"Input should be less than or equal to {most}", JsonValue.Create($"{value}"), new JsonObject { ["le"] = most }));
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
