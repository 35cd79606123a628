using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Airflow.Server.Observability;

/// <summary>GET /metrics, for Prometheus: from this host to anybody, from others to who shows the token.</summary>
public sealed class MetricsEndpoint(PrometheusMetrics metrics, string token)
{
    private const string Bearer = "Bearer ";

    /// <summary>What it tells.</summary>
    public PrometheusMetrics Metrics => metrics;

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics", (RequestDelegate)GetAsync);

    private async Task GetAsync(HttpContext context)
    {
        if (!MayRead(context))
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return;
        }

        context.Response.ContentType = PrometheusMetrics.ContentType;
        await context.Response.WriteAsync(metrics.Render(), context.RequestAborted);
    }

    private bool MayRead(HttpContext context)
    {
        var header = (string?)context.Request.Headers.Authorization ?? "";
        if (token.Length > 0)
        {
            return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Bearer.Length..].Trim()), Encoding.UTF8.GetBytes(token));
        }

        return context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && context.Request.Headers["X-Forwarded-For"].Count == 0;
    }
}
