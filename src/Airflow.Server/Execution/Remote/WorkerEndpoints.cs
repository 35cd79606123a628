using Airflow.Server.Bundles;
using Microsoft.AspNetCore.Routing;

namespace Airflow.Server.Execution.Remote;

/// <summary>/execution/airflow-net: everything that a worker of ours needs, with no shared folder and no database.</summary>
internal static class WorkerEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints, WorkerServices services)
    {
        var routes = new RemoteRoutes(endpoints, services);
        new JoinEndpoint(services).Map(routes);
        new WorkerReportEndpoint(services).Map(routes);
        new RemoteTryEndpoints(services.Execution).Map(routes);
        RemoteLookupEndpoints.Map(routes, services.Execution.Api, services.Execution.Resources);
        BundleEndpoints.Map(routes, services.Bundles);
    }
}
