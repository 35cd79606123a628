using System.Text.Json;
using Airflow.Engine.Coordination;
using Airflow.Engine.Marking;
using Airflow.Engine.Notes;
using Airflow.Engine.Runs;
using Airflow.Server.Api.Auth;
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
    }

    public static BodyField RunNote() => BodyField.Optional("note", BodyKind.Text) with { MaxLength = Note.MaxLength };

    /// <summary>A note without a letter is none.</summary>
    public static string? NoteOf(string? text) => string.IsNullOrEmpty(text) ? null : text;

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
            await MarkAsync(call, dagId, runId, state);
        }

        if (mask.Touches("note"))
        {
            await call.Services.Stores.Runs.SetNoteAsync(dagId, runId, NoteOf(fields.Text("note")), call.User.Name, call.Aborted);
        }

        await AuditAsync(call, dagId, runId, fields, operation);
    }

    /// <summary>What an entity of a bulk call gives a run; null gives nothing.</summary>
    public static async Task UpdateAsync(ApiCall call, string dagId, string runId, JsonElement entity)
    {
        if (entity.Text("state") is { } state)
        {
            await MarkAsync(call, dagId, runId, state);
        }

        if (entity.Text("note") is { } note)
        {
            await call.Services.Stores.Runs.SetNoteAsync(dagId, runId, NoteOf(note), call.User.Name, call.Aborted);
        }

        await AuditAsync(call, dagId, runId, entity, "bulk_dag_runs");
    }

    private static Task MarkAsync(ApiCall call, string dagId, string runId, string state) =>
        new StateMarking(call.Services.Stores, call.Services.Versions, call.Services.Wake, call.Services.Clock)
            .MarkRunAsync(dagId, runId, RunNames.ParseState(state), call.User.Name, call.Aborted);

    private static Task AuditAsync(ApiCall call, string dagId, string runId, JsonElement fields, string operation) =>
        call.AuditAsync(new AuditEntry { At = default, Event = operation, DagId = dagId, RunId = runId, Extra = fields.GetRawText() });

    /// <exception cref="ApiException">404: there is no such run; 409: it is running.</exception>
    public static async Task DeleteAsync(ApiCall call, string dagId, string runId)
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
}
