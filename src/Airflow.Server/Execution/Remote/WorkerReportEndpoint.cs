using Airflow.Engine.Coordination;
using Airflow.Engine.Execution.Remote;
using Microsoft.AspNetCore.Http;

namespace Airflow.Server.Execution.Remote;

/// <summary>A worker tells that it is there, and what it serves; times are those of the server, so that no clock of a host matters.</summary>
internal sealed class WorkerReportEndpoint(WorkerServices services)
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(7);

    public void Map(RemoteRoutes routes) => routes.MapFrom(RemoteCalls.ReportWorker, ReportAsync);

    private async Task<bool> ReportAsync(HttpContext context, WorkerRecord worker)
    {
        var now = services.Execution.Clock.GetUtcNow();
        var address = context.Connection.RemoteIpAddress;
        await services.Store.ReportAsync(
            worker with
            {
                Address = (address?.IsIPv4MappedToIPv6 == true ? address.MapToIPv4() : address)?.ToString(),
                StartedAt = now,
                LatestHeartbeat = now,
                EndedAt = worker.EndedAt is null ? null : now,
            },
            context.RequestAborted);
        if (worker.EndedAt is not null)
        {
            await services.Store.ForgetAsync(now - Memory, context.RequestAborted);
        }

        return true;
    }
}
