using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Logs;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.TaskInstances;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.TaskLogs;

/// <summary>…/taskInstances/{task_id}/logs/{try_number}: what a try printed, as messages.</summary>
internal static class TaskLogEndpoints
{
    private const string Lines = "application/x-ndjson";
    private const string Json = "application/json";
    private const string TokenHeader = "Airflow-Continuation-Token";

    private static readonly ApiParameter MapIndex = ApiParameter.Integer("map_index") with { Default = -1 };

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", TaskInstanceEndpoints.One + "/logs/{try_number}", "get_log", ApiNeed.Read(ApiResources.TaskLogs), GetAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            Parameters =
            [
                ApiParameter.Integer("try_number") with { In = "path", IsRequired = true, Minimum = 0 }, ApiParameter.Flag("full_content", false), MapIndex,
                ApiParameter.Text("token"),
            ],
            Answer = typeof(TaskInstancesLogResponse),
        });
        routes.Map(new("GET", TaskInstanceEndpoints.One + "/externalLogUrl/{try_number}", "get_external_log_url", ApiNeed.Read(ApiResources.TaskLogs), GetUrlAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            Parameters = [ApiParameter.Integer("try_number") with { In = "path", IsRequired = true, Above = 0 }, MapIndex],
            Answer = typeof(ExternalLogUrlResponse),
        });
    }

    private static async Task GetAsync(ApiCall call)
    {
        var hasLines = WantsLines(call);
        var continuation = new LogContinuation(call.Services.Configuration.GetString("api", "secret_key"));
        var offset = call.Text("token") is { Length: > 0 } token
            ? continuation.Read(token) ?? throw ApiException.BadRequest("Bad Signature. Please use only the tokens provided by the API.")
            : 0;
        var key = TaskTryEndpoints.KeyOf(call);
        var number = call.Long("try_number")!.Value;
        await TaskInstanceEndpoints.FindAsync(call, key);
        var tried = await TaskTryEndpoints.FindTryAsync(call, key, number) ?? throw ApiException.NotFound("TaskInstance not found");
        var piece = await call.Services.Logs.ReadAsync(tried, call.Flag("full_content") == true ? 0 : offset, call.Aborted);
        var isOpen = IsOpen(tried);

        // a line that is still being written is told when it is whole
        var length = isOpen ? piece.Bytes.AsSpan().LastIndexOf((byte)'\n') + 1 : piece.Bytes.Length;
        var messages = Messages(piece, length, isFirst: offset == 0);
        var next = continuation.Write(offset + length);
        if (hasLines)
        {
            call.Response.ContentType = Lines;
            call.Response.Headers[TokenHeader] = next;
            await call.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(messages.Select(static message => message.Text + "\n"))));
            return;
        }

        await call.AnswerAsync(new TaskInstancesLogResponse(messages, isOpen ? next : null));
    }

    /// <exception cref="ApiException">406: neither JSON nor lines of it are wanted.</exception>
    private static bool WantsLines(ApiCall call)
    {
        var wanted = call.Context.Request.Headers.Accept.SelectMany(static value => (value ?? "").Split(','))
            .Select(static part => part.Split(';')[0].Trim().ToLowerInvariant()).Where(static part => part.Length > 0).ToList();
        var first = wanted.Find(static type => type is Lines or Json or "*/*" or "application/*");
        return wanted.Count > 0 && first is null
            ? throw new ApiException(406, $"Only {Json} or {Lines} is supported")
            : first == Lines;
    }

    private static List<RawJson> Messages(LogPiece piece, int length, bool isFirst)
    {
        var messages = new List<RawJson>();
        if (isFirst)
        {
            messages.Add(Of(new JsonObject
            {
                ["event"] = "::group::Log message source details",
                ["sources"] = new JsonArray([.. piece.Source is { } source ? [(JsonNode)source] : Array.Empty<JsonNode>()]),
            }));
            messages.Add(Of(new JsonObject { ["event"] = "::endgroup::" }));
        }

        if (piece.Problem is { } problem)
        {
            messages.Add(Of(new JsonObject { ["event"] = problem }));
        }

        messages.AddRange(MessagesOf(piece, length));
        return messages;
    }

    /// <summary>Whether the try may still write.</summary>
    public static bool IsOpen(TaskInstance tried) =>
        tried.State is TaskState.Queued or TaskState.Running or TaskState.Restarting or TaskState.Deferred or TaskState.AwaitingInput;

    /// <summary>The lines of a piece of a log, each as a message.</summary>
    public static IReadOnlyList<RawJson> MessagesOf(LogPiece piece, int length) =>
        [.. Encoding.UTF8.GetString(piece.Bytes, 0, length).Split('\n').Select(static line => line.TrimEnd('\r')).Where(static line => line.Length > 0).Select(Message)];

    /// <summary>Lines are messages already; what is none, from whatever wrote into the file, becomes the text of one.</summary>
    private static RawJson Message(string line)
    {
        if (line.StartsWith('{'))
        {
            try
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.TryGetProperty("event", out _))
                {
                    return new RawJson(line);
                }
            }
            catch (JsonException)
            {
                // not a message
                return Of(new JsonObject { ["event"] = line });
            }
        }

        return Of(new JsonObject { ["event"] = line });
    }

    private static RawJson Of(JsonObject message) => new(message.ToJsonString(Wire.Json));

    /// <summary>Logs are read through this server, wherever they lie.</summary>
    private static Task GetUrlAsync(ApiCall call) => throw ApiException.BadRequest("Task log handler does not support external logs.");
}
