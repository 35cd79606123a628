using System.Text;
using System.Text.Json;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.TaskInstances;
using Airflow.Server.Api.TaskLogs;
using Airflow.Server.Logs;

namespace Airflow.Server.Api.Ui;

/// <summary>
/// /ui/log_stream: what a try writes, while it writes it, as server-sent events. Each event holds whole lines, and its id is the place after them, so that who
/// comes back gets what he missed; the event "end" says that nothing follows.
/// </summary>
internal static class LogStreamEndpoint
{
    /// <summary>So often it is looked whether the try has written something: files and workers on other hosts do not tell.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>So often something is sent, so that whatever is in between keeps the connection.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get(
        "/log_stream/{dag_id}/{dag_run_id}/{task_id}/{try_number}",
        "stream_log",
        ApiResources.TaskLogs,
        StreamAsync,
        ApiParameter.Integer("try_number") with { In = "path", IsRequired = true, Minimum = 1 },
        ApiParameter.Integer("map_index") with { Default = -1 },
        ApiParameter.Text("token"),
        ApiParameter.Text("Last-Event-ID") with { In = "header" }));

    private static async Task StreamAsync(ApiCall call)
    {
        var continuation = new LogContinuation(call.Services.Configuration.GetString("api", "secret_key"));
        var token = call.Text("Last-Event-ID") is { Length: > 0 } last ? last : call.Text("token");
        var offset = token is null ? 0 : continuation.Read(token) ?? throw ApiException.BadRequest("Bad Signature. Please use only the tokens provided by the API.");
        var (key, number) = (TaskTryEndpoints.KeyOf(call), call.Long("try_number")!.Value);
        if (await TaskTryEndpoints.FindTryAsync(call, key, number) is null)
        {
            throw ApiException.NotFound("TaskInstance not found");
        }

        call.Response.ContentType = "text/event-stream";
        call.Response.Headers.CacheControl = "no-store";
        await SendAsync(call, ": here\n\n");
        var sent = call.Services.Clock.GetTimestamp();
        while (await TaskTryEndpoints.FindTryAsync(call, key, number) is { } tried)
        {
            // the state is read before the log: what a try wrote before it ended is then told
            var reading = await LogReading.OpenAsync(call.Services.Logs, tried, offset, call.Aborted);
            await foreach (var block in reading.BlocksAsync(call.Aborted))
            {
                offset = block.End;
                await SendAsync(call, $"event: lines\nid: {continuation.Write(offset)}\ndata: {JsonSerializer.Serialize(LogMessages.Of(block.Bytes.Span), ApiJson.Options)}\n\n");
                sent = call.Services.Clock.GetTimestamp();
            }

            if (!LogReading.IsOpen(tried))
            {
                break;
            }

            if (call.Services.Clock.GetElapsedTime(sent) > Heartbeat)
            {
                await SendAsync(call, ": still here\n\n");
                sent = call.Services.Clock.GetTimestamp();
            }

            await Task.Delay(Pause, call.Services.Clock, call.Aborted);
        }

        await SendAsync(call, "event: end\ndata: {}\n\n");
    }

    private static async Task SendAsync(ApiCall call, string text)
    {
        await call.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), call.Aborted);
        await call.Response.Body.FlushAsync(call.Aborted);
    }
}
