using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;
using Airflow.Server.Bodies;

namespace Airflow.Server.Execution;

/// <summary>/execution/task-instances/{id}/…: the life of one try as its supervisor reports it.</summary>
internal static class TaskInstanceEndpoints
{
    private static readonly BodyModel Start = new(
        new BodyField("state", BodyKind.Literal) { Choices = ["running"] },
        new BodyField("hostname", BodyKind.Text),
        new BodyField("unixname", BodyKind.Text),
        new BodyField("pid", BodyKind.Integer),
        new BodyField("start_date", BodyKind.Time));

    private static readonly BodyModel Beat = new(new BodyField("hostname", BodyKind.Text), new BodyField("pid", BodyKind.Integer));

    private static readonly BodyModel Skip = new(new BodyField("tasks", BodyKind.List));

    public static void Map(ExecutionRoutes routes)
    {
        routes.MapStart("/task-instances/{task_instance_id}/run", StartAsync);
        routes.Map("PUT", "/task-instances/{task_instance_id}/heartbeat", BeatAsync);
        routes.Map("PUT", "/task-instances/{task_instance_id}/rtif", RenderAsync);
        routes.Map("PATCH", "/task-instances/{task_instance_id}/rendered-map-index", LabelAsync);
        routes.Map("PATCH", "/task-instances/{task_instance_id}/skip-downstream", SkipAsync);
        routes.Map("GET", "/task-instances/{task_instance_id}/previous-successful-dagrun", PreviousSuccessAsync);
        routes.Map("GET", "/task-instances/{task_instance_id}/validate-inlets-and-outlets", ValidateAsync);
        routes.Map("GET", "/task-reschedules/{task_instance_id}/start_date", RescheduleStartAsync);
    }

    private static async Task StartAsync(ExecutionCall call)
    {
        var body = await call.BodyAsync(Start);
        var id = call.RouteId();
        var row = await call.Services.Stores.Tasks.FindAsync(id, call.Aborted) ?? throw ExecutionException.NotFound("Task Instance not found");
        var worker = new WorkerIdentity(
            Text(body, "hostname"), Text(body, "unixname"), body.GetProperty("pid").GetInt32(), row.Executor ?? call.Services.Executor);
        var start = await call.Services.Api.StartAsync(await WorkloadAsync(call, row), worker, call.Aborted);
        if (start.Refusal is not null || start.Run is not { } run)
        {
            var now = await call.Services.Stores.Tasks.FindAsync(id, call.Aborted) ?? throw ExecutionException.NotFound("Task Instance not found");
            throw new ExecutionException(409, new JsonObject
            {
                ["reason"] = "invalid_state",
                ["message"] = "TI was not in a state where it could be marked as running",
                ["previous_state"] = now.State.Name(),
            });
        }

        var consumed = await call.Services.Resources.Assets.ListConsumedAsync(run.Id, call.Aborted);
        var answer = new JsonObject
        {
            ["dag_run"] = RunJson.Run(run, consumed, call.Version),
            ["task_reschedule_count"] = start.TaskRescheduleCount,
            ["max_tries"] = start.MaxTries,
            ["variables"] = new JsonArray(),
            ["connections"] = new JsonArray(),
        };
        if (call.Version < ApiVersion.Partitions)
        {
            answer["upstream_map_indexes"] = await UpstreamMapIndexes.OfAsync(call, row);
        }

        if (start.NextMethod is { } next)
        {
            answer["next_method"] = next;
            answer["next_kwargs"] = Wire.Parse(start.NextKwargs);
        }

        answer["xcom_keys_to_clear"] = new JsonArray([.. start.XComKeysToClear.Select(key => JsonValue.Create(key))]);
        answer["should_retry"] = start.ShouldRetry;
        if (start.NextMethod is not null && call.Version >= ApiVersion.Partitions)
        {
            answer["start_date"] = Wire.Time(row.StartDate ?? start.StartDate);
        }

        await call.AnswerAsync(answer);
    }

    private static async Task BeatAsync(ExecutionCall call)
    {
        var body = await call.BodyAsync(Beat);
        var row = await call.TryAsync();
        if (row.Hostname != Text(body, "hostname") || row.Pid != body.GetProperty("pid").GetInt64())
        {
            throw new ExecutionException(409, new JsonObject
            {
                ["reason"] = "running_elsewhere",
                ["message"] = "TI is already running elsewhere",
                ["current_hostname"] = row.Hostname,
                ["current_pid"] = row.Pid,
            });
        }

        if (row.State == TaskState.Restarting)
        {
            // cleared while it ran: this worker stops it without another word, so its end is told here and the next try can begin
            var outcome = new TryOutcome { State = TaskState.Failed, EndDate = call.Services.Clock.GetUtcNow(), ExitCause = new ExitCause("killed"), Reason = "The task was cleared." };
            await call.Services.Api.FinishAsync(await WorkloadAsync(call, row), outcome, call.Aborted);
            row = await call.TryAsync();
        }

        if (row.State != TaskState.Running || (await call.Services.Api.HeartbeatAsync([row.Id], call.Aborted)).Count > 0)
        {
            var now = row.State == TaskState.Running ? await call.TryAsync() : row;
            throw new ExecutionException(409, new JsonObject
            {
                ["reason"] = "not_running",
                ["message"] = "TI is no longer in the running state and task should terminate",
                ["current_state"] = now.State.Name(),
            });
        }

        await call.EndAsync(204);
    }

    private static async Task RenderAsync(ExecutionCall call)
    {
        var body = await call.BodyAsync();
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw ExecutionException.Invalid(Problems.Of("dict_type", ["body"], "Input should be a valid dictionary", Wire.Parse(body.GetRawText())));
        }

        var row = await call.TryAsync();
        await call.Services.Api.SetRenderedFieldsAsync(row.Key, body.GetRawText(), call.Aborted);
        await call.TellAsync("Rendered task instance fields successfully set", 201);
    }

    private static async Task LabelAsync(ExecutionCall call)
    {
        var body = await call.BodyAsync();
        if (body.ValueKind != JsonValueKind.String)
        {
            throw ExecutionException.Invalid(Problems.Of("string_type", ["body"], "Input should be a valid string", Wire.Parse(body.GetRawText())));
        }

        var id = call.RouteId();
        if (!await call.Services.Stores.Tasks.SetRenderedMapIndexAsync(id, body.GetString()!, call.Aborted))
        {
            throw ExecutionException.NotFound("Task Instance not found");
        }

        await call.EndAsync(204);
    }

    private static async Task SkipAsync(ExecutionCall call)
    {
        var body = await call.BodyAsync(Skip);
        var targets = new List<SkipTarget>();
        foreach (var task in body.GetProperty("tasks").EnumerateArray())
        {
            targets.Add(task switch
            {
                { ValueKind: JsonValueKind.String } => new SkipTarget(task.GetString()!),
                { ValueKind: JsonValueKind.Array } when task.GetArrayLength() == 2 && task[0].ValueKind == JsonValueKind.String && task[1].TryGetInt32(out var index) =>
                    new SkipTarget(task[0].GetString()!, index),
                _ => throw ExecutionException.Invalid(
                    Problems.Of("string_type", ["body", "tasks"], "Input should be a valid string", Wire.Parse(task.GetRawText()))),
            });
        }

        var row = await call.Services.Stores.Tasks.FindAsync(call.RouteId(), call.Aborted) ?? throw ExecutionException.NotFound("Task Instance not found");
        var skipping = new DownstreamSkipping(call.Services.Stores, call.Services.Wake, call.Services.Clock);
        await skipping.SkipAsync(row.Key.DagId, row.Key.RunId, targets, call.Aborted);
        await call.EndAsync(204);
    }

    private static async Task PreviousSuccessAsync(ExecutionCall call)
    {
        var row = await call.Services.Stores.Tasks.FindAsync(call.RouteId(), call.Aborted) ?? throw ExecutionException.NotFound("Task Instance not found");
        var run = await call.Services.Api.FindRunAsync(row.Key.DagId, row.Key.RunId, call.Aborted);
        var previous = run?.LogicalDate is { } before
            ? await RunQueries.PreviousAsync(call, row.Key.DagId, before, Engine.Runs.RunState.Success)
            : null;
        await call.AnswerAsync(new JsonObject
        {
            ["data_interval_start"] = Wire.Time(previous?.DataIntervalStart),
            ["data_interval_end"] = Wire.Time(previous?.DataIntervalEnd),
            ["start_date"] = Wire.Time(previous?.StartDate),
            ["end_date"] = Wire.Time(previous?.EndDate),
        });
    }

    private static async Task ValidateAsync(ExecutionCall call)
    {
        var row = await call.Services.Stores.Tasks.FindAsync(call.RouteId(), call.Aborted) ?? throw ExecutionException.NotFound("Task Instance not found");
        var inactive = await call.Services.Resources.Assets.ListInactiveAsync(row.Key, call.Aborted);
        await call.AnswerAsync(new JsonObject
        {
            ["inactive_assets"] = new JsonArray(
                [.. inactive.Select(asset => new JsonObject { ["name"] = asset.Name, ["uri"] = asset.Uri, ["type"] = "Asset" })]),
        });
    }

    private static async Task RescheduleStartAsync(ExecutionCall call) =>
        await call.AnswerAsync(Wire.Time((await call.Services.Stores.Tasks.FindReschedulesAsync(call.RouteId(), call.Aborted)).FirstStart));

    /// <summary>The try as an executor would have been told of it.</summary>
    internal static Task<TaskWorkload> WorkloadAsync(ExecutionCall call, TaskInstance row) =>
        new TaskWorkloads(call.Services.Stores, call.Services.Versions).OfAsync(row, call.Aborted);

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;
}
