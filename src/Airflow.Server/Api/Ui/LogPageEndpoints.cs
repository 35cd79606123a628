using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.TaskInstances;
using Airflow.Server.Api.TaskLogs;
using Airflow.Server.Logs;

namespace Airflow.Server.Api.Ui;

/// <summary>
/// /ui/log: what a try has written. A short log comes as a whole; of a long one its length, its end and where its errors are, and /ui/log_lines gives out any part of it.
/// </summary>
internal static class LogPageEndpoints
{
    private const string Of = "/{dag_id}/{dag_run_id}/{task_id}/{try_number}";
    private const int MostLines = 1000;
    private const int Tail = 200;

    /// <summary>Longer logs, of some 30,000 lines, are shown by parts.</summary>
    public const long LongestWhole = 4 << 20;

    private static readonly ApiParameter[] Which =
        [ApiParameter.Integer("try_number") with { In = "path", IsRequired = true, Minimum = 1 }, ApiParameter.Integer("map_index") with { Default = -1 }];

    public static void Map(ApiRoutes routes)
    {
        routes.Map(UiOperations.Get("/log" + Of, "get_log_page", ApiResources.TaskLogs, GetAsync, Which));
        routes.Map(UiOperations.Get(
            "/log_lines" + Of,
            "get_log_lines",
            ApiResources.TaskLogs,
            GetLinesAsync,
            [.. Which, ApiParameter.Integer("first") with { IsRequired = true, Minimum = 1 }, ApiParameter.Integer("limit") with { Minimum = 1, Default = Tail }]));
    }

    private static async Task GetAsync(ApiCall call)
    {
        var tried = await FindAsync(call);
        var reading = await LogReading.OpenAsync(call.Services.Logs, tried, 0, call.Aborted);
        var links = await LinksAsync(call, tried);
        await call.AnswerAsync(reading.Length <= LongestWhole ? await WholeAsync(call, tried, reading, links) : await LongAsync(call, tried, links));
    }

    private static async Task<LogPageResponse> WholeAsync(ApiCall call, TaskInstance tried, LogReading reading, IReadOnlyDictionary<string, string> links)
    {
        List<RawJson> content = [.. LogMessages.HeadOf(reading)];
        await foreach (var block in reading.BlocksAsync(call.Aborted))
        {
            content.AddRange(LogMessages.Of(block.Bytes.Span));
        }

        return new LogPageResponse
        {
            Content = content,
            ContinuationToken = TokenOf(call, tried, reading.End),
            Links = links,
            Lines = content.Count,
            Size = reading.Length,
        };
    }

    private static async Task<LogPageResponse> LongAsync(ApiCall call, TaskInstance tried, IReadOnlyDictionary<string, string> links)
    {
        var logs = call.Services.Logs;
        var index = await call.Services.LogIndexes.FindAsync(logs, tried, call.Aborted);
        var error = index.LastError is { } place ? await LogWindow.ReadAsync(logs, tried, index, place.Line, 1, call.Aborted) : [];
        return new LogPageResponse
        {
            Content = null,
            ContinuationToken = TokenOf(call, tried, index.End),
            Links = links,
            Lines = LogMessages.Head + index.Lines,
            Size = index.End,
            FirstError = index.FirstError is { } first ? LogMessages.NumberOf(first.Line) : null,
            LastError = error is [var last, ..] ? last : null,
            Tail = await LogWindow.ReadAsync(logs, tried, index, Math.Max(0, index.Lines - Tail), Tail, call.Aborted),
        };
    }

    private static async Task GetLinesAsync(ApiCall call)
    {
        var tried = await FindAsync(call);
        var (first, limit) = (call.Long("first")!.Value, Math.Min(call.Long("limit")!.Value, MostLines));
        var index = await call.Services.LogIndexes.FindAsync(call.Services.Logs, tried, call.Aborted);
        var head = first > LogMessages.Head ? []
            : LogMessages.HeadOf(await LogReading.OpenAsync(call.Services.Logs, tried, index.End, call.Aborted)).Take(LogMessages.Head).Skip((int)first - 1).Take((int)limit).ToList();
        var lines = head.Count == limit ? []
            : await LogWindow.ReadAsync(call.Services.Logs, tried, index, Math.Max(0, first - LogMessages.Head - 1), limit - head.Count, call.Aborted);
        await call.AnswerAsync(new { First = first, Content = head.Concat(lines) });
    }

    /// <summary>Only addresses of the web: what a task stores is not to be trusted with more.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> LinksAsync(ApiCall call, TaskInstance tried)
    {
        var links = await ExtraLinkEndpoint.FindAsync(call, tried.Key) ?? [];
        return links.Where(static link => Uri.TryCreate(link.Value, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
            .ToDictionary(static link => link.Key, static link => link.Value!, StringComparer.Ordinal);
    }

    private static string? TokenOf(ApiCall call, TaskInstance tried, long offset) =>
        LogReading.IsOpen(tried) ? new LogContinuation(call.Services.Configuration.GetString("api", "secret_key")).Write(offset) : null;

    private static async Task<TaskInstance> FindAsync(ApiCall call) =>
        await TaskTryEndpoints.FindTryAsync(call, TaskTryEndpoints.KeyOf(call), call.Long("try_number")!.Value) ?? throw ApiException.NotFound("TaskInstance not found");
}
