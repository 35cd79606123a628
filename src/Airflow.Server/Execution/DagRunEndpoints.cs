using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Clearing;
using Airflow.Engine.Runs;
using Airflow.Server.Bodies;

namespace Airflow.Server.Execution;

/// <summary>/execution/dag-runs and /execution/dags.</summary>
internal static class DagRunEndpoints
{
    private static readonly BodyModel Trigger = new(
        BodyField.Optional("logical_date", BodyKind.Time),
        BodyField.Optional("run_after", BodyKind.Time),
        new BodyField("conf", BodyKind.Map, IsRequired: false),
        new BodyField("reset_dag_run", BodyKind.Flag, IsRequired: false),
        BodyField.Optional("partition_key", BodyKind.Text),
        BodyField.Optional("note", BodyKind.Text));

    public static void Map(ExecutionRoutes routes)
    {
        routes.Map("GET", "/dag-runs/count", CountAsync);
        routes.Map("GET", "/dag-runs/previous", call => PreviousAsync(call, call.RequireQuery("dag_id")), since: ApiVersion.Partitions);
        routes.Map("GET", "/dag-runs/{dag_id}/previous", PreviousOrRunAsync, since: ApiVersion.RunState);
        routes.Map("GET", "/dag-runs/{dag_id}/{run_id}", GetAsync, since: ApiVersion.Partitions);
        routes.Map("POST", "/dag-runs/{dag_id}/{run_id}", TriggerAsync);
        routes.Map("POST", "/dag-runs/{dag_id}/{run_id}/clear", ClearAsync);
        routes.Map("GET", "/dag-runs/{dag_id}/{run_id}/state", GetStateAsync);
        routes.Map("GET", "/dags/{dag_id}", GetDagAsync, since: ApiVersion.Partitions);
    }

    private static async Task CountAsync(ExecutionCall call) =>
        await call.AnswerAsync((await RunQueries.ListAsync(call, call.QueryList("states")?.Select(State).ToHashSet())).Count);

    /// <summary>The older address of the question; to newer clients it is a run of that name.</summary>
    private static Task PreviousOrRunAsync(ExecutionCall call) =>
        call.Version < ApiVersion.Partitions ? PreviousAsync(call, call.Route("dag_id")) : AnswerAsync(call, call.Route("dag_id"), "previous");

    private static async Task PreviousAsync(ExecutionCall call, string dagId)
    {
        call.RequireQuery("logical_date");
        var state = call.Query("state") is { } name ? State(name) : (RunState?)null;
        var run = await RunQueries.PreviousAsync(call, dagId, call.QueryTime("logical_date")!.Value, state);
        await call.AnswerAsync(run is null ? null : RunJson.Run(run, [], call.Version));
    }

    private static Task GetAsync(ExecutionCall call) => AnswerAsync(call, call.Route("dag_id"), call.Route("run_id"));

    private static async Task AnswerAsync(ExecutionCall call, string dagId, string runId)
    {
        var run = await RequireAsync(call, dagId, runId);
        var consumed = await call.Services.Resources.Assets.ListConsumedAsync(run.Id, call.Aborted);
        await call.AnswerAsync(RunJson.Run(run, consumed, call.Version));
    }

    private static async Task GetStateAsync(ExecutionCall call) => await call.AnswerAsync(new JsonObject
    {
        ["state"] = (await RequireAsync(call, call.Route("dag_id"), call.Route("run_id"))).State.Name(),
    });

    private static async Task TriggerAsync(ExecutionCall call)
    {
        var body = await call.BodyAsync(Trigger);
        var (dagId, runId) = (call.Route("dag_id"), call.Route("run_id"));
        await RequireDagAsync(call, dagId);
        if (RunIds.Problem(runId) is { } problem)
        {
            throw ExecutionException.Of(400, "invalid_run_id", problem);
        }

        var request = new ManualRunRequest
        {
            RunId = runId,
            LogicalDate = Time(body, "logical_date"),
            RunAfter = Time(body, "run_after"),
            Conf = body.TryGetProperty("conf", out var conf) ? conf.GetRawText() : "{}",
            RunType = RunType.OperatorTriggered,
            TriggeredBy = "operator",
            PartitionKey = Text(body, "partition_key"),
            Note = Text(body, "note"),
            Reset = body.TryGetProperty("reset_dag_run", out var reset) && reset.ValueKind == JsonValueKind.True,
        };
        switch (await call.Services.Api.TriggerRunAsync(dagId, request, call.Aborted))
        {
            case RunCreation.Created:
                await call.EndAsync(204);
                break;
            case RunCreation.AlreadyExists:
                throw ExecutionException.Of(409, "already_exists", $"A run already exists for Dag '{dagId}' with run_id '{runId}'");
            default:
                throw NoDag(dagId);
        }
    }

    private static async Task ClearAsync(ExecutionCall call)
    {
        var (dagId, runId) = (call.Route("dag_id"), call.Route("run_id"));
        await RequireDagAsync(call, dagId);
        await RequireAsync(call, dagId, runId);
        var clearing = new TaskClearing(call.Services.Stores, call.Services.Versions, call.Services.Wake, call.Services.Clock);
        await clearing.ClearAsync(new ClearRequest { DagId = dagId, RunIds = [runId] }, call.Aborted);
        await call.EndAsync(204);
    }

    private static async Task GetDagAsync(ExecutionCall call)
    {
        var dag = await call.Services.Resources.Dags.FindAsync(call.Route("dag_id"), call.Aborted) ?? throw NoDag(call.Route("dag_id"));
        await call.AnswerAsync(new JsonObject
        {
            ["dag_id"] = dag.DagId,
            ["is_paused"] = dag.IsPaused,
            ["bundle_name"] = dag.BundleName,
            ["bundle_version"] = dag.BundleVersion,
            ["relative_fileloc"] = dag.RelativeFileLocation,
            ["owners"] = dag.Owners,
            ["tags"] = new JsonArray([.. dag.Tags.Order(StringComparer.Ordinal).Select(tag => JsonValue.Create(tag))]),
            ["next_dagrun"] = Wire.Time(dag.Next?.LogicalDate),
        });
    }

    private static async Task<DagRun> RequireAsync(ExecutionCall call, string dagId, string runId) =>
        await call.Services.Api.FindRunAsync(dagId, runId, call.Aborted)
        ?? throw ExecutionException.NotFound($"Dag run with dag_id '{dagId}' and run_id '{runId}' was not found");

    private static async Task RequireDagAsync(ExecutionCall call, string dagId)
    {
        var dag = await call.Services.Resources.Dags.FindAsync(dagId, call.Aborted);
        if (dag is not { IsStale: false })
        {
            throw NoDag(dagId);
        }

        if (dag.HasImportErrors)
        {
            throw ExecutionException.Of(400, "import_errors", $"Dag with dag_id: '{dagId}' has import errors and cannot be triggered");
        }
    }

    private static ExecutionException NoDag(string dagId) => ExecutionException.NotFound($"Dag with dag_id: '{dagId}' not found");

    private static RunState State(string name)
    {
        try
        {
            return RunNames.ParseState(name);
        }
        catch (Exception exception) when (exception is ArgumentException or AirflowException)
        {
            throw ExecutionException.Invalid(Problems.NotOneOf(["query", "states"], ["queued", "running", "success", "failed"], JsonValue.Create(name)));
        }
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement body, string name) => Text(body, name) is { } text && Wire.TryTime(text, out var time) ? time : null;
}
