using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.XComs;
using Airflow.Server.Bodies;

namespace Airflow.Server.Execution;

/// <summary>/execution/xcoms/…: what tasks leave for each other.</summary>
internal static class XComEndpoints
{
    private const string One = "/xcoms/{dag_id}/{run_id}/{task_id}/{key}";

    public static void Map(ExecutionRoutes routes)
    {
        routes.Map("HEAD", One, CountAsync);
        routes.Map("GET", One, GetAsync);
        routes.Map("POST", One, SetAsync);
        routes.Map("DELETE", One, DeleteAsync);
        routes.Map("GET", One + "/item/{offset}", GetItemAsync);
        routes.Map("GET", One + "/slice", GetSliceAsync);
    }

    private static async Task CountAsync(ExecutionCall call)
    {
        var count = await call.Services.Api.CountXComsAsync(Key(call), call.Aborted);
        call.Response.Headers.ContentRange = $"map_indexes {count}";
        await call.EndAsync(200);
    }

    private static async Task GetAsync(ExecutionCall call)
    {
        var key = Key(call);
        if (call.QueryNumber("offset") is { } offset)
        {
            var at = await call.Services.Api.GetXComAtAsync(key, offset, call.Aborted) ?? throw Missing(key, $"offset={offset}");
            await AnswerAsync(call, key, at);
            return;
        }

        var found = await call.Services.Api.GetXComAsync(key, call.QueryFlag("include_prior_dates"), call.Aborted) ?? throw Missing(key, $"map_index={key.MapIndex}");
        await AnswerAsync(call, key, found);
    }

    private static async Task GetItemAsync(ExecutionCall call)
    {
        var (key, offset) = (Key(call), call.RouteNumber("offset"));
        var found = await call.Services.Api.GetXComAtAsync(key, offset, call.Aborted) ?? throw Missing(key, $"offset={offset}");
        await call.AnswerAsync(Wire.Parse(found.Value));
    }

    private static async Task GetSliceAsync(ExecutionCall call)
    {
        var key = Key(call);
        var (start, stop, step) = (call.QueryNumber("start"), call.QueryNumber("stop"), call.QueryNumber("step"));
        if (step == 0)
        {
            throw ExecutionException.Of(400, "bad_request", "A slice's step cannot be zero");
        }

        var values = await call.Services.Api.ListXComsAsync(key.DagId, key.RunId, key.TaskId, key.Key, call.Aborted);
        if (values.Count == 0 && call.QueryFlag("include_prior_dates")
            && await call.Services.Api.GetXComAsync(key, includePriorDates: true, call.Aborted) is { } earlier)
        {
            values = [earlier];
        }

        await call.AnswerAsync(new JsonArray([.. PythonSlice.Indexes(values.Count, start, stop, step).Select(index => Wire.Parse(values[index].Value))]));
    }

    private static async Task SetAsync(ExecutionCall call)
    {
        var (key, body, length) = (Key(call), await call.BodyAsync(), call.QueryNumber("mapped_length"));
        if (length > call.Services.MaxMapLength)
        {
            throw ExecutionException.Of(400, "unmappable_return_value_length", "pushed value is too large to map as a downstream's dependency");
        }

        await call.Services.Api.SetXComAsync(new XCom(key, body.GetRawText()) { MappedLength = length, MappedKeys = length is null ? null : Keys(body) }, call.Aborted);
        await call.TellAsync("XCom successfully set", 201);
    }

    private static async Task DeleteAsync(ExecutionCall call)
    {
        var key = Key(call);
        await call.Services.Api.DeleteXComAsync(key, call.Aborted);
        await call.TellAsync($"XCom with key: {key.Key} successfully deleted.");
    }

    private static Task AnswerAsync(ExecutionCall call, XComKey key, XCom value) =>
        call.AnswerAsync(new JsonObject { ["key"] = key.Key, ["value"] = Wire.Parse(value.Value) });

    private static XComKey Key(ExecutionCall call) =>
        new(call.Route("dag_id"), call.Route("run_id"), call.Route("task_id"), call.Route("key"), call.QueryNumber("map_index") ?? -1);

    private static ExecutionException Missing(XComKey key, string place) => ExecutionException.NotFound(
        $"XCom with key='{key.Key}' {place} not found for task '{key.TaskId}' in DAG run '{key.RunId}' of '{key.DagId}'");

    private static string? Keys(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? new JsonArray([.. value.EnumerateObject().Select(entry => JsonValue.Create(entry.Name))]).ToJsonString()
        : null;
}
