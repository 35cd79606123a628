using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.HumanInput;
using Airflow.Server.Bodies;

namespace Airflow.Server.Execution;

/// <summary>/execution/hitlDetails/{id}: the question that a try asks people.</summary>
internal static class HumanInputEndpoints
{
    private static readonly BodyModel Question = new(
        allowsOthers: true,
        new BodyField("ti_id", BodyKind.Text),
        new BodyField("options", BodyKind.List),
        new BodyField("subject", BodyKind.Text),
        BodyField.Optional("body", BodyKind.Text),
        BodyField.Optional("defaults", BodyKind.List),
        new BodyField("multiple", BodyKind.Flag, IsRequired: false),
        new BodyField("params", BodyKind.Map, IsRequired: false),
        new BodyField("assigned_users", BodyKind.List, IsRequired: false));

    public static void Map(ExecutionRoutes routes)
    {
        routes.Map("POST", "/hitlDetails/{task_instance_id}", AskAsync);
        routes.Map("GET", "/hitlDetails/{task_instance_id}", GetAsync);
    }

    private static async Task AskAsync(ExecutionCall call)
    {
        var body = await call.BodyAsync(Question);
        var id = call.RouteId();
        _ = await call.Services.Stores.Tasks.FindAsync(id, call.Aborted) ?? throw ExecutionException.NotFound("Task Instance not found");
        var asked = await call.Services.Resources.HumanInput.AskAsync(
            new HitlDetail
            {
                TaskInstanceId = id,
                Options = body.GetProperty("options").GetRawText(),
                Subject = body.GetProperty("subject").GetString()!,
                Body = Raw(body, "body") is { } text ? JsonElement.Parse(text).GetString() : null,
                Defaults = Raw(body, "defaults"),
                Multiple = Raw(body, "multiple") == "true",
                Params = Raw(body, "params") ?? "{}",
                Assignees = Raw(body, "assigned_users"),
            },
            call.Aborted);
        await call.AnswerAsync(
            new JsonObject
            {
                ["ti_id"] = id.ToString(),
                ["options"] = Wire.Parse(asked.Options),
                ["subject"] = asked.Subject,
                ["body"] = asked.Body,
                ["defaults"] = Wire.Parse(asked.Defaults),
                ["multiple"] = asked.Multiple,
                ["params"] = Wire.Parse(asked.Params),
                ["assigned_users"] = Wire.Parse(asked.Assignees) ?? new JsonArray(),
            },
            201);
    }

    private static async Task GetAsync(ExecutionCall call)
    {
        var id = call.RouteId();
        var found = await call.Services.Resources.HumanInput.FindAsync(id, call.Aborted)
            ?? throw ExecutionException.NotFound($"Human-in-the-loop detail for Task Instance with id {id} not found");
        await call.AnswerAsync(new JsonObject
        {
            ["response_received"] = found.RespondedAt is not null,
            ["responded_by_user"] = Wire.Parse(found.RespondedBy),
            ["responded_at"] = Wire.Time(found.RespondedAt),
            ["chosen_options"] = Wire.Parse(found.ChosenOptions),
            ["params_input"] = Wire.Parse(found.ParamsInput),
        });
    }

    private static string? Raw(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetRawText() : null;
}
