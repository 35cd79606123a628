using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Server.Api.Auth;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Workers;

/// <summary>What can be done to a worker while it runs; what became of it shows in GET /workers, and as an event, within two seconds.</summary>
internal static class WorkerSteering
{
    private const int MostSlots = 10_000;
    private const int MaxQueueLength = 256;

    private static readonly BodyModel SlotsBody = new(new BodyField("slots", BodyKind.Integer) { Minimum = 1, Maximum = MostSlots }) { Name = "WorkerSlotsBody" };

    private static readonly BodyModel QueueBody = new(new BodyField("queue", BodyKind.Text) { MinLength = 1, MaxLength = MaxQueueLength }) { Name = "WorkerQueueBody" };

    private static readonly BodyModel RevokeBody = new(
        new BodyField("task_instance_id", BodyKind.Text) { Rule = static id => Guid.TryParse(id.GetString(), out _) ? null : "Value error, a uuid is expected" },
        new BodyField("terminate", BodyKind.Flag, IsRequired: false))
    {
        Name = "WorkerRevokeBody",
    };

    public static void Map(ApiRoutes routes)
    {
        Map(routes, "POST", "/drain", "drain_worker", null, static (control, worker, call) => control.DrainAsync(worker, call.Aborted));
        Map(routes, "POST", "/resume", "resume_worker", null, static (control, worker, call) => control.ResumeAsync(worker, call.Aborted));
        Map(routes, "POST", "/resize", "resize_worker", SlotsBody, static (control, worker, call) => control.ResizeAsync(worker, (int)call.Body.Long("slots")!.Value, call.Aborted));
        Map(routes, "POST", "/queues", "add_worker_queue", QueueBody, static (control, worker, call) => control.AddQueueAsync(worker, call.Body.Text("queue")!, call.Aborted));
        Map(routes, "DELETE", "/queues/{**queue}", "remove_worker_queue", null, static (control, worker, call) => control.RemoveQueueAsync(worker, call.Route("queue"), call.Aborted));
        Map(routes, "POST", "/shutdown", "shut_down_worker", null, static (control, worker, call) => control.ShutDownAsync(worker, call.Aborted));
        Map(routes, "POST", "/revoke", "revoke_on_worker", RevokeBody, static (control, worker, call) =>
            control.RevokeAsync(worker, Guid.Parse(call.Body.Text("task_instance_id")!), call.Body.Flag("terminate") ?? true, call.Aborted));
    }

    private static void Map(ApiRoutes routes, string method, string path, string id, BodyModel? body, Func<IWorkerControl, string, ApiCall, Task> act) =>
        routes.Map(new(method, WorkerEndpoints.One + path, id, ApiNeed.Edit(ApiResources.ClusterActivity), call => RunAsync(call, act))
        {
            Tag = WorkerEndpoints.Tag,
            Body = body,
            Status = 204,
        });

    private static async Task RunAsync(ApiCall call, Func<IWorkerControl, string, ApiCall, Task> act)
    {
        var worker = await WorkerEndpoints.FindAsync(call);
        if (!worker.IsAlive(call.Services.Clock.GetUtcNow()))
        {
            throw ApiException.Conflict($"The Worker with name: `{worker.Name}` is not alive");
        }

        var control = call.Services.WorkerControl ?? throw ApiException.Conflict("The executor of this installation has no workers that could be told anything");
        try
        {
            await act(control, worker.Name, call);
        }
        catch (AirflowException exception) when (exception.Code == "worker_refused")
        {
            throw ApiException.Conflict(exception.Message);
        }
        catch (AirflowException exception) when (exception is { IsTransient: true, Code: not "worker_silent" })
        {
            // where the broker is, and who is known there, is for the log
            throw new ApiException(503, "The broker does not answer");
        }

        var extra = call.Body.ValueKind == System.Text.Json.JsonValueKind.Object ? call.Body.GetRawText() : call.Route("queue");
        await call.AuditAsync(new AuditEntry { At = default, Event = call.OperationId, Extra = $"{worker.Name} {extra}".TrimEnd() });
        await call.EndAsync();
    }
}
