using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Events;
using Airflow.Server.Api.OpenApi;
using Airflow.Server.Api.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Airflow.Server.Api;

/// <summary>The REST API: everything below /api/v2, and the tokens below /auth.</summary>
internal static class ApiEndpoints
{
    public static ApiRoutes Map(IEndpointRouteBuilder endpoints, ApiServices services, ILoggerFactory loggers)
    {
        var routes = new ApiRoutes(endpoints, services, loggers.CreateLogger("Airflow.Server.Api"));
        EventEndpoints.Map(routes);
        UiEndpoints.Map(routes);
        Administration.Map(routes);
        RunsAndTasks.Map(routes);
        Definitions.Map(routes);
        TokenEndpoints.Map(endpoints, services, loggers.CreateLogger("Airflow.Server.Api.Auth"));
        endpoints.MapGet("/openapi.json", (RequestDelegate)(context => DescribeAsync(context, routes)));
        routes.MapRest();
        return routes;
    }

    private static Task DescribeAsync(HttpContext context, ApiRoutes routes)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(OpenApiDocument.Of(routes.Operations).ToJsonString(ApiJson.Options), context.RequestAborted);
    }
}
