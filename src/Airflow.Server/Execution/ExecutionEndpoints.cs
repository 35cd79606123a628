using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;

namespace Airflow.Server.Execution;

/// <summary>/execution: what Airflow's workers ask the api-server for.</summary>
internal static class ExecutionEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints, ExecutionServices services)
    {
        var routes = new ExecutionRoutes(endpoints, services);
        routes.MapOpen("GET", "/health", static call => call.AnswerAsync(new JsonObject { ["status"] = "healthy" }));
        TaskInstanceEndpoints.Map(routes);
        TaskStateEndpoints.Map(routes);
        TaskQueryEndpoints.Map(routes);
        XComEndpoints.Map(routes);
        SecretEndpoints.Map(routes);
        DagRunEndpoints.Map(routes);
        AssetEndpoints.Map(routes);
        StoreEndpoints.Map(routes);
        HumanInputEndpoints.Map(routes);
        routes.MapRest("/execution");
    }
}
