using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Assets;
using Airflow.Engine.Tasks;
using Airflow.Server.Bodies;

namespace Airflow.Server.Execution;

/// <summary>/execution/store/…: what tasks keep for their next tries, and about assets.</summary>
internal static class StoreEndpoints
{
    private static readonly BodyModel TaskValue = new(new BodyField("value", BodyKind.Any), BodyField.Optional("expires_at", BodyKind.Time));
    private static readonly BodyModel AssetValue = new(new BodyField("value", BodyKind.Any));

    public static void Map(ExecutionRoutes routes)
    {
        routes.Map("GET", "/store/ti/{task_instance_id}/{**key}", GetAsync, since: ApiVersion.Newest);
        routes.Map("PUT", "/store/ti/{task_instance_id}/{**key}", PutAsync, since: ApiVersion.Newest);
        routes.Map("DELETE", "/store/ti/{task_instance_id}/{key}", DeleteAsync, since: ApiVersion.Newest);
        routes.Map("DELETE", "/store/ti/{task_instance_id}", ClearAsync, since: ApiVersion.Newest);
        MapAsset(routes, "/store/asset/by-name", AssetEndpoints.RequireByNameAsync);
        MapAsset(routes, "/store/asset/by-uri", AssetEndpoints.RequireByUriAsync);
    }

    private static void MapAsset(ExecutionRoutes routes, string path, Func<ExecutionCall, Task<AssetRecord>> find)
    {
        routes.Map("GET", path + "/value", async call => await GetAsync(call, await find(call)), since: ApiVersion.Newest);
        routes.Map("PUT", path + "/value", async call => await PutAsync(call, await find(call)), since: ApiVersion.Newest);
        routes.Map("DELETE", path + "/value", async call => await DeleteAsync(call, await find(call)), since: ApiVersion.Newest);
        routes.Map("DELETE", path + "/clear", async call => await ClearAsync(call, await find(call)), since: ApiVersion.Newest);
    }

    private static async Task GetAsync(ExecutionCall call)
    {
        var (task, key) = (await KeyAsync(call), call.Route("key"));
        var value = await call.Services.Resources.TaskStates.FindAsync(task, key, call.Aborted)
            ?? throw ExecutionException.NotFound($"Task state store key '{key}' not found");
        await call.AnswerAsync(new JsonObject { ["value"] = Wire.Parse(value) });
    }

    private static async Task PutAsync(ExecutionCall call)
    {
        var body = await call.BodyAsync(TaskValue);
        DateTimeOffset? expires = body.TryGetProperty("expires_at", out var at) && at.ValueKind == JsonValueKind.String && Wire.TryTime(at.GetString()!, out var time)
            ? time
            : null;
        await call.Services.Resources.TaskStates.SaveAsync(await KeyAsync(call), call.Route("key"), body.GetProperty("value").GetRawText(), expires, call.Aborted);
        await call.EndAsync(204);
    }

    private static async Task DeleteAsync(ExecutionCall call)
    {
        await call.Services.Resources.TaskStates.DeleteAsync(await KeyAsync(call), call.Route("key"), call.Aborted);
        await call.EndAsync(204);
    }

    private static async Task ClearAsync(ExecutionCall call)
    {
        await call.Services.Resources.TaskStates.ClearAsync(await KeyAsync(call), call.Aborted);
        await call.EndAsync(204);
    }

    private static async Task GetAsync(ExecutionCall call, AssetRecord asset)
    {
        var key = call.RequireQuery("key");
        var value = await call.Services.Resources.AssetStates.FindAsync(asset.Id, key, call.Aborted)
            ?? throw ExecutionException.NotFound($"Asset state store key '{key}' not found");
        await call.AnswerAsync(new JsonObject { ["value"] = Wire.Parse(value) });
    }

    private static async Task PutAsync(ExecutionCall call, AssetRecord asset)
    {
        var (key, body) = (call.RequireQuery("key"), await call.BodyAsync(AssetValue));
        var writer = Guid.TryParse(call.Token?.Subject, out var id) ? await call.Services.Stores.Tasks.FindAsync(id, call.Aborted) : null;
        await call.Services.Resources.AssetStates.SaveAsync(
            asset.Id, key, body.GetProperty("value").GetRawText(), writer?.Key ?? throw ExecutionException.NotFound("Task Instance not found"), call.Aborted);
        await call.EndAsync(204);
    }

    private static async Task DeleteAsync(ExecutionCall call, AssetRecord asset)
    {
        await call.Services.Resources.AssetStates.DeleteAsync(asset.Id, call.RequireQuery("key"), call.Aborted);
        await call.EndAsync(204);
    }

    private static async Task ClearAsync(ExecutionCall call, AssetRecord asset)
    {
        await call.Services.Resources.AssetStates.ClearAsync(asset.Id, call.Aborted);
        await call.EndAsync(204);
    }

    private static async Task<TaskInstanceKey> KeyAsync(ExecutionCall call) =>
        (await call.Services.Stores.Tasks.FindAsync(call.RouteId(), call.Aborted))?.Key ?? throw ExecutionException.NotFound("Task Instance not found");
}
