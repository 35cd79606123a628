using System.Text.Json;
using Airflow.Engine.Coordination;
using Airflow.Engine.Marking;
using Airflow.Engine.Notes;
using Airflow.Engine.Runs;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Bulk;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.DagRuns;

/// <summary>/dags/{dag_id}/dagRuns: changing and deleting runs, one by one and in bulk.</summary>
internal static class DagRunChanges
{
    private static readonly string[] States = ["queued", "success", "failed"];

    private static readonly BodyModel PatchBody = new(State(), RunNote()) { Name = "DAGRunPatchBody" };

    /// <summary>A run in a bulk body.</summary>
    public static BodyModel BulkEntity { get; } = new(
        new BodyField("dag_run_id", BodyKind.Text), BodyField.Optional("dag_id", BodyKind.Text), State(), RunNote())
    { Name = "BulkDAGRunBody" };

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("DELETE", DagRunEndpoints.Run, "delete_dag_run", ApiNeed.Delete(ApiResources.DagRuns), DeleteAsync) { Tag = DagRunEndpoints.Tag, Status = 204 });
        routes.Map(new("PATCH", DagRunEndpoints.Run, "patch_dag_run", ApiNeed.Edit(ApiResources.DagRuns), PatchAsync)
        {
            Tag = DagRunEndpoints.Tag,
            Parameters = [UpdateMask.Parameter],
            Body = PatchBody,
            Answer = typeof(DagRunResponse),
        });
        routes.Map(new("PATCH", DagRunEndpoints.Runs, "bulk_dag_runs", ApiNeed.Edit(ApiResources.DagRuns), BulkAsync)
        {
            Tag = DagRunEndpoints.Tag,
            IsList = true,
            Body = BulkBody.Model(BulkEntity),
            Answer = typeof(BulkResponse),
        });
    }

    public static BodyField RunNote() => BodyField.Optional("note", BodyKind.Text) with { MaxLength = Note.MaxLength };

    private static BodyField State() => BodyField.Optional("state", BodyKind.Choice) with { Choices = States };

    private static async Task DeleteAsync(ApiCall call)
    {
        await DeleteAsync(call, call.Route("dag_id"), call.Route("dag_run_id"));
        await call.EndAsync();
    }

    private static async Task PatchAsync(ApiCall call)
    {
        var (dagId, runId) = (call.Route("dag_id"), call.Route("dag_run_id"));
        await RequireAsync(call, dagId, runId);
        await ChangeAsync(call, dagId, runId, call.Body, new UpdateMask(call.Body, call.Texts("update_mask")), "patch_dag_run");
        await call.AnswerAsync(DagRunResponse.Of(await DagRunEndpoints.FindAsync(call)));
    }

    private static async Task ChangeAsync(ApiCall call, string dagId, string runId, JsonElement fields, UpdateMask mask, string operation)
    {
        if (mask.Touches("state") && fields.Text("state") is { } state)
        {
            var marking = new StateMarking(call.Services.Stores, call.Services.Versions, call.Services.Wake, call.Services.Clock);
            await marking.MarkRunAsync(dagId, runId, RunNames.ParseState(state), call.User.Name, call.Aborted);
        }

        if (mask.Touches("note"))
        {
            await call.Services.Stores.Runs.SetNoteAsync(dagId, runId, fields.Text("note"), call.User.Name, call.Aborted);
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = operation, DagId = dagId, RunId = runId, Extra = fields.GetRawText() });
    }

    private static async Task DeleteAsync(ApiCall call, string dagId, string runId)
    {
        var run = await RequireAsync(call, dagId, runId);
        if (run.State == RunState.Running)
        {
            throw ApiException.Conflict($"The DagRun with dag_id: `{dagId}` and run_id: `{runId}` cannot be deleted in {run.State.Name()} state");
        }

        await call.Services.Stores.Runs.DeleteAsync(dagId, runId, call.Aborted);
        call.Services.Wake.Wake("runs");
        await call.AuditAsync(new AuditEntry { At = default, Event = "delete_dag_run", DagId = dagId, RunId = runId });
    }

    private static async Task<DagRun> RequireAsync(ApiCall call, string dagId, string runId) =>
        await call.Services.Stores.Runs.FindAsync(dagId, runId, call.Aborted) ?? throw DagRunEndpoints.NotFound(dagId, runId);

    private static async Task BulkAsync(ApiCall call) => await call.AnswerAsync(await BulkRun.RunAsync(call, resource: null, async (action, result) =>
    {
        if (action.Kind == BulkActionKind.Create)
        {
            result.Fail(405, "Dag Runs bulk create is not supported. Use the trigger Dag Run endpoint instead.");
            return;
        }

        foreach (var entity in action.Entities)
        {
            await OneAsync(call, action, entity, result);
        }
    }));

    private static async Task OneAsync(ApiCall call, BulkAction action, JsonElement entity, BulkActionResponse result)
    {
        var runId = entity.ValueKind == JsonValueKind.String ? entity.GetString()! : entity.Text("dag_run_id")!;
        var dagId = (entity.ValueKind == JsonValueKind.Object ? entity.Text("dag_id") : null) ?? call.Route("dag_id");
        try
        {
            if (dagId == DagScope.Any)
            {
                throw ApiException.BadRequest($"When using wildcard in path, dag_id must be specified in request body for dag_run_id: {runId}");
            }

            Authorize(call, action.Kind, dagId);
            if (action.SkipsMissing && await call.Services.Stores.Runs.FindAsync(dagId, runId, call.Aborted) is null)
            {
                return;
            }

            if (action.Kind == BulkActionKind.Delete)
            {
                await DeleteAsync(call, dagId, runId);
            }
            else
            {
                await RequireAsync(call, dagId, runId);
                await ChangeAsync(call, dagId, runId, entity, new UpdateMask(entity, action.UpdateMask), "bulk_dag_runs");
            }

            result.Success.Add($"{dagId}.{runId}");
        }
        catch (ApiException exception)
        {
            result.Fail(exception.Status, exception.Detail.GetValueKind() == JsonValueKind.String ? (string)exception.Detail! : exception.Detail.ToJsonString());
        }
    }

    private static void Authorize(ApiCall call, BulkActionKind kind, string dagId)
    {
        if (!call.User.CanFor(dagId, kind == BulkActionKind.Delete ? "can_delete" : "can_edit", ApiResources.DagRuns))
        {
            throw new ApiException(403, $"User is not authorized to change runs of Dag {dagId}");
        }
    }
}
