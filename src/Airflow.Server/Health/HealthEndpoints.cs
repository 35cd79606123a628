using System.Globalization;
using System.Text.Json.Nodes;
using Airflow.Server.Bodies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Airflow.Server.Health;

/// <summary>GET /api/v2/monitor/health where the REST API is not there to serve it, and GET /health for those who know the older address; both without a login.</summary>
internal static class HealthEndpoints
{
    /// <param name="routes">Where to map.</param>
    /// <param name="hasApi">The REST API is there too, and answers itself.</param>
    public static void Map(IEndpointRouteBuilder routes, bool hasApi)
    {
        if (!hasApi)
        {
            routes.MapGet("/api/v2/monitor/health", (RequestDelegate)GetAsync);
        }

        routes.MapGet("/health", (RequestDelegate)GetAsync);
    }

    public static async Task<JsonObject> BodyAsync(HttpContext context)
    {
        var health = (RoleHealth)context.RequestServices.GetService(typeof(RoleHealth))!;
        var info = await health.CheckAsync(context.RequestAborted);
        var body = new JsonObject
        {
            ["metadatabase"] = new JsonObject { ["status"] = info.Metadatabase },
            ["scheduler"] = ToJson(info.Scheduler, "latest_scheduler_heartbeat"),
            ["triggerer"] = ToJson(info.Triggerer, "latest_triggerer_heartbeat"),
            ["dag_processor"] = ToJson(info.DagProcessor, "latest_dag_processor_heartbeat"),
        };
        if (info.Workers is { } workers)
        {
            body["workers"] = ToJson(workers);
        }

        return body;
    }

    private static async Task GetAsync(HttpContext context)
    {
        var body = await BodyAsync(context);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString(Wire.Json), context.RequestAborted);
    }

    private static JsonObject ToJson(RoleStatus role, string heartbeatName) => new()
    {
        ["status"] = role.Status,
        [heartbeatName] = role.LatestHeartbeat?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture),
    };

    /// <summary>Beside what Airflow tells: whether somebody serves the queues on which tries wait.</summary>
    private static JsonObject ToJson(WorkerHealth workers) => new()
    {
        ["status"] = workers.Status,
        ["alive"] = workers.Alive,
        ["queues"] = new JsonArray([.. workers.Queues.Select(static queue => JsonValue.Create(queue))]),
        ["unserved"] = new JsonArray(
        [
            .. workers.Unserved.Select(static one => new JsonObject { ["queue"] = one.Queue, ["tasks"] = one.Tasks, ["reason"] = one.Describe() }),
        ]),
    };
}
