using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Execution.Tokens;
using Airflow.Engine.Tasks;
using Airflow.Server.Bodies;
using Microsoft.AspNetCore.Http;

namespace Airflow.Server.Execution;

/// <summary>One request to the Execution API: its parts read strictly, its answer written in the form of its version.</summary>
internal sealed class ExecutionCall(HttpContext context, ExecutionServices services, DateOnly version, TokenClaims? token)
{
    public ExecutionServices Services { get; } = services;

    public DateOnly Version { get; } = version;

    /// <summary>What the caller showed; null where none is asked for.</summary>
    public TokenClaims? Token { get; } = token;

    public CancellationToken Aborted => context.RequestAborted;

    public HttpResponse Response => context.Response;

    /// <summary>A part of the path; one that holds a slash comes with it.</summary>
    public string Route(string name) =>
        ((string?)context.Request.RouteValues[name] ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    public Guid RouteId(string name = "task_instance_id") => Guid.TryParse(Route(name), out var id)
        ? id
        : throw ExecutionException.Invalid(Problems.Of("uuid_parsing", ["path", name], "Input should be a valid UUID", JsonValue.Create(Route(name))));

    public int RouteNumber(string name) => int.TryParse(Route(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw ExecutionException.Invalid(Problems.NotInteger(["path", name], Route(name)));

    public string? Query(string name) => context.Request.Query.TryGetValue(name, out var values) ? values[^1] : null;

    public string RequireQuery(string name) => Query(name) ?? throw ExecutionException.Invalid(Problems.Missing(["query", name], null));

    public IReadOnlyList<string>? QueryList(string name) =>
        context.Request.Query.TryGetValue(name, out var values) ? [.. values.OfType<string>()] : null;

    public int? QueryNumber(string name) => Query(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw ExecutionException.Invalid(Problems.NotInteger(["query", name], text)),
    };

    public bool QueryFlag(string name, bool otherwise = false) => Query(name)?.ToLowerInvariant() switch
    {
        null => otherwise,
        "true" or "1" or "yes" or "on" or "t" or "y" => true,
        "false" or "0" or "no" or "off" or "f" or "n" => false,
        var text => throw ExecutionException.Invalid(
            Problems.Of("bool_parsing", ["query", name], "Input should be a valid boolean, unable to interpret input", JsonValue.Create(text))),
    };

    public DateTimeOffset? QueryTime(string name) => Query(name) is { } text ? ReadTime(name, text) : null;

    public IReadOnlyList<DateTimeOffset>? QueryTimes(string name) => QueryList(name)?.Select(text => ReadTime(name, text)).ToList();

    public async Task<JsonElement> BodyAsync()
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: Aborted);
            return document.RootElement.Clone();
        }
        catch (JsonException exception) when (exception is { LineNumber: 0, BytePositionInLine: 0 })
        {
            throw ExecutionException.Invalid(Problems.Missing(["body"], null));
        }
        catch (JsonException exception)
        {
            throw ExecutionException.Invalid(Problems.NotJson(exception));
        }
    }

    /// <summary>The body, an object of these fields and no others.</summary>
    public async Task<JsonElement> BodyAsync(BodyModel model)
    {
        var body = await BodyAsync();
        var problems = model.Check(body, ["body"]);
        return problems.Count == 0 ? body : throw ExecutionException.Invalid(problems);
    }

    /// <summary>The row of the try in the path.</summary>
    public async Task<TaskInstance> TryAsync()
    {
        var id = RouteId();
        return await Services.Stores.Tasks.FindAsync(id, Aborted) ?? throw await GoneAsync(id);
    }

    /// <summary>A try that was cleared goes on under another id; the old one is known to be history.</summary>
    public async Task<ExecutionException> GoneAsync(Guid id) => await Services.Stores.Tasks.FindArchivedAsync(id, Aborted) is null
        ? ExecutionException.NotFound("Task Instance not found")
        : ExecutionException.Of(410, "not_found", "Task Instance not found, it may have been moved to the Task Instance History table");

    public Task AnswerAsync(JsonNode? body, int status = 200)
    {
        Response.StatusCode = status;
        return Response.WriteAsync(body?.ToJsonString(Wire.Json) ?? "null", Aborted);
    }

    public Task EndAsync(int status)
    {
        Response.StatusCode = status;
        return Task.CompletedTask;
    }

    public Task TellAsync(string message, int status = 200) => AnswerAsync(new JsonObject { ["message"] = message }, status);

    private static DateTimeOffset ReadTime(string name, string text) => Wire.TryTime(text, out var time)
        ? time
        : throw ExecutionException.Invalid(Problems.NotTime(["query", name], text));
}
