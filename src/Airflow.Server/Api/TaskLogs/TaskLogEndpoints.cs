using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.TaskInstances;
using Airflow.Server.Logs;

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
        var reading = await LogReading.OpenAsync(call.Services.Logs, tried, call.Flag("full_content") == true ? 0 : offset, call.Aborted);
        var next = continuation.Write(reading.End);
        if (hasLines)
        {
            call.Response.ContentType = Lines;
            call.Response.Headers[TokenHeader] = next;
        }

        await call.WriteAsync(hasLines ? LinesAsync(reading, offset == 0, call.Aborted) : JsonAsync(reading, offset == 0, LogReading.IsOpen(tried) ? next : null, call.Aborted));
    }

    /// <summary>The messages, a line each.</summary>
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(LogReading reading, bool isFirst, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var messages in MessagesAsync(reading, isFirst, cancellationToken))
        {
            yield return Encoding.UTF8.GetBytes(string.Concat(messages.Select(static message => message.Text + "\n")));
        }
    }

    /// <summary>The same as one object: {"content":[…],"continuation_token":…}.</summary>
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> JsonAsync(
        LogReading reading, bool isFirst, string? next, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = "{\"content\":[";
        await foreach (var messages in MessagesAsync(reading, isFirst, cancellationToken))
        {
            yield return Encoding.UTF8.GetBytes(before + string.Join(',', messages.Select(static message => message.Text)));
            before = ",";
        }

        yield return Encoding.UTF8.GetBytes((before == "," ? "" : before) + "],\"continuation_token\":" + JsonSerializer.Serialize(next) + "}");
    }

    /// <summary>The messages of a block after the other; never an empty list.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<RawJson>> MessagesAsync(LogReading reading, bool isFirst, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var head = LogMessages.HeadOf(reading).Skip(isFirst ? 0 : LogMessages.Head).ToList();
        if (head.Count > 0)
        {
            yield return head;
        }

        await foreach (var block in reading.BlocksAsync(cancellationToken))
        {
            if (LogMessages.Of(block.Bytes.Span) is { Count: > 0 } messages)
            {
                yield return messages;
            }
        }
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

    /// <summary>Logs are read through this server, wherever they lie.</summary>
    private static Task GetUrlAsync(ApiCall call) => throw ApiException.BadRequest("Task log handler does not support external logs.");
}
