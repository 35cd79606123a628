using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;
using Airflow.Server.Bodies;

namespace Airflow.Server.Execution;

/// <summary>PATCH /execution/task-instances/{id}/state: what a try has come to.</summary>
internal static class TaskStateEndpoints
{
    private static readonly BodyField Label = BodyField.Optional("rendered_map_index", BodyKind.Text);

    /// <summary>The forms of the report; a body that fits none is told what each of them misses.</summary>
    private static readonly (string Tag, BodyModel Model)[] Forms =
    [
        ("_terminal_", new BodyModel(
            new BodyField("state", BodyKind.Choice) { Choices = ["failed", "skipped", "removed", "upstream_failed"] },
            new BodyField("end_date", BodyKind.Time),
            Label)),
        ("success", new BodyModel(
            Literal("success", "TerminalTIState.SUCCESS"),
            new BodyField("end_date", BodyKind.Time),
            new BodyField("task_outlets", BodyKind.List, IsRequired: false),
            new BodyField("outlet_events", BodyKind.List, IsRequired: false),
            Label)),
        ("_other_", new BodyModel(new BodyField("state", BodyKind.Choice)
        {
            Choices = ["scheduled", "queued", "restarting", "up_for_retry", "up_for_reschedule", "deferred", "awaiting_input"],
        })),
        ("deferred", new BodyModel(
            Literal("deferred", "IntermediateTIState.DEFERRED"),
            new BodyField("classpath", BodyKind.Text),
            new BodyField("trigger_kwargs", BodyKind.MapOrText, IsRequired: false),
            BodyField.Optional("trigger_timeout", BodyKind.Duration),
            BodyField.Optional("queue", BodyKind.Text),
            new BodyField("next_method", BodyKind.Text),
            new BodyField("next_kwargs", BodyKind.Map, IsRequired: false),
            Label)),
        ("up_for_reschedule", new BodyModel(
            Literal("up_for_reschedule", "IntermediateTIState.UP_FOR_RESCHEDULE"),
            new BodyField("reschedule_date", BodyKind.Time),
            new BodyField("end_date", BodyKind.Time))),
        ("awaiting_input", new BodyModel(
            Literal("awaiting_input", "IntermediateTIState.AWAITING_INPUT"),
            BodyField.Optional("timeout", BodyKind.Duration),
            new BodyField("next_method", BodyKind.Text),
            new BodyField("next_kwargs", BodyKind.Map, IsRequired: false),
            Label)),
        ("up_for_retry", new BodyModel(
            Literal("up_for_retry", "IntermediateTIState.UP_FOR_RETRY"),
            new BodyField("end_date", BodyKind.Time),
            Label,
            BodyField.Optional("retry_delay_seconds", BodyKind.Number),
            BodyField.Optional("retry_reason", BodyKind.Text))),
    ];

    public static void Map(ExecutionRoutes routes) => routes.Map("PATCH", "/task-instances/{task_instance_id}/state", ReportAsync);

    private static async Task ReportAsync(ExecutionCall call)
    {
        var body = await call.BodyAsync();
        Check(body);
        var to = TaskStates.Parse(body.GetProperty("state").GetString());
        var id = call.RouteId();
        while (true)
        {
            var row = await call.Services.Stores.Tasks.FindAsync(id, call.Aborted);
            if (row is null)
            {
                await AnswerArchivedAsync(call, id, body);
                return;
            }

            var report = WorkerReport.Of(row.State, to);
            // restarting: cleared while it ran; its end, whatever it is, makes the next try
            if (row.State == TaskState.Restarting)
            {
                report = new WorkerReport(204, to);
            }

            switch (report.Status)
            {
                case 200:
                    await call.EndAsync(200);
                    return;
                case 409:
                    throw new ExecutionException(409, new JsonObject
                    {
                        ["reason"] = "invalid_state",
                        ["message"] = "TI was not in the running state so it cannot be updated",
                        ["previous_state"] = row.State.Name(),
                    });
                default:
                    // refused when it moved meanwhile: then it is read again
                    if (await call.Services.Api.FinishAsync(
                        await TaskInstanceEndpoints.WorkloadAsync(call, row), OutcomeOf(body, report.State, call.Services.Clock.GetUtcNow()), call.Aborted))
                    {
                        await call.EndAsync(204);
                        return;
                    }

                    break;
            }
        }
    }

    /// <summary>A try that ended so that another one follows goes by another id since then; whoever missed the answer may ask again.</summary>
    private static async Task AnswerArchivedAsync(ExecutionCall call, Guid id, JsonElement body)
    {
        var archived = await call.Services.Stores.Tasks.FindArchivedAsync(id, call.Aborted);
        var isThatEnd = Text(body, "state") == TaskState.UpForRetry.Name() && Time(body, "end_date") is { } told
            && archived?.EndDate is { } end && Math.Abs((end - told).Ticks) < TimeSpan.TicksPerMicrosecond;
        if (!isThatEnd)
        {
            throw ExecutionException.NotFound("Task Instance not found");
        }

        await call.EndAsync(200);
    }

    private static void Check(JsonElement body)
    {
        var problems = new List<JsonObject>();
        foreach (var (tag, model) in Forms)
        {
            var found = model.Check(body, ["body", tag]);
            if (found.Count == 0)
            {
                return;
            }

            problems.AddRange(found);
        }

        throw ExecutionException.Invalid(problems);
    }

    private static TryOutcome OutcomeOf(JsonElement body, TaskState state, DateTimeOffset now) => new()
    {
        State = state,
        EndDate = Time(body, "end_date") ?? now,
        Reason = Text(body, "retry_reason"),
        RetryDelayOverride = body.TryGetProperty("retry_delay_seconds", out var delay) && delay.ValueKind == JsonValueKind.Number ? delay.GetDouble() : null,
        RescheduleDate = Time(body, "reschedule_date"),
        RenderedMapIndex = Text(body, "rendered_map_index"),
        Suspension = SuspensionOf(body, state, now),
        AssetUpdates = state == TaskState.Success ? OutletJson.Read(body) : [],
    };

    private static Suspension? SuspensionOf(JsonElement body, TaskState state, DateTimeOffset now)
    {
        if (state is not (TaskState.Deferred or TaskState.AwaitingInput) || Text(body, "next_method") is not { } next)
        {
            return null;
        }

        var limit = body.TryGetProperty(state == TaskState.Deferred ? "trigger_timeout" : "timeout", out var value) && value.ValueKind != JsonValueKind.Null
            ? BodyDuration.Read(value)
            : null;
        return new Suspension(next, Raw(body, "next_kwargs"))
        {
            Timeout = now + limit,
            Trigger = state == TaskState.Deferred ? new SuspensionTrigger(Text(body, "classpath") ?? "", Raw(body, "trigger_kwargs"), Text(body, "queue")) : null,
        };
    }

    private static BodyField Literal(string value, string member) =>
        new("state", BodyKind.Literal) { Choices = [value], Expected = $"<{member}: '{value}'>" };

    private static string Raw(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.GetRawText() : "{}";

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement body, string name) => Text(body, name) is { } text && Wire.TryTime(text, out var time) ? time : null;
}
