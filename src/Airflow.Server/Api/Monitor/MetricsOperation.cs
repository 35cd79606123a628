using System.Text;
using Airflow.Server.Api.Auth;
using Airflow.Server.Observability;

namespace Airflow.Server.Api.Monitor;

/// <summary>/metrics below /api/v2: what /metrics tells this host, for people and programs with a token of a user.</summary>
internal static class MetricsOperation
{
    public static void Map(ApiRoutes routes) =>
        routes.Map(new("GET", "/metrics", "get_metrics", ApiNeed.Read(ApiResources.ClusterActivity), AnswerAsync) { Tag = "Monitor" });

    private static Task AnswerAsync(ApiCall call)
    {
        var metrics = call.Services.Metrics ?? throw ApiException.NotFound("Metrics are turned off ([metrics] prometheus_on)");
        call.Response.ContentType = PrometheusMetrics.ContentType;
        return call.WriteAsync(Encoding.UTF8.GetBytes(metrics.Render()));
    }
}
