using Airflow.Server.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Server.Tests.Api;

/// <summary>Every operation that the REST API serves, as it is mapped; none is called.</summary>
internal static class RouteTable
{
    public static IReadOnlyList<ApiOperation> Operations { get; } = Map();

    private static IReadOnlyList<ApiOperation> Map()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();

        // mapping keeps the services for the handlers, and asks nothing of them
        return ApiEndpoints.Map(builder.Build(), null!, NullLoggerFactory.Instance).Operations;
    }
}
