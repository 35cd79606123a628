using System.Globalization;
using System.Text;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Events;

/// <summary>
/// /events: what changes, as server-sent events. Each has the number of its place as id; who comes back with the last one he had gets what he
/// missed, or the event "reset" when that is no longer known and he has to read anew.
/// </summary>
internal static class EventEndpoints
{
    private static readonly string[] Kinds = ["run", "task", "dag", "worker", "health", EventHub.Load];

    /// <summary>So often something is sent, so that whatever is in between keeps the connection.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Then the caller has to come again, and show who he is.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Seconds.</summary>
    private const string RetryAfter = "10";

    public static void Map(ApiRoutes routes) => routes.Map(new("GET", "/events", "events", ApiNeed.Read(ApiResources.DagRuns), StreamAsync)
    {
        Tag = "Event",
        IsList = true,
        Parameters =
        [
            ApiParameter.Texts("kind") with { Choices = Kinds, Description = "Only events of these kinds; how busy the hosts of workers are (load) is told to those only who ask for it." },
            ApiParameter.Texts("dag_id") with { Description = "Only what is about these DAGs, or about none." },
            ApiParameter.Text("run_id") with { Description = "Only tasks of this run." },
            ApiParameter.Text("Last-Event-ID") with { In = "header", Description = "The last event that the caller has." },
        ],
    });

    private static async Task StreamAsync(ApiCall call)
    {
        var hub = call.Services.Events;
        var limit = call.Services.Configuration.GetInt("api", "event_stream_limit");
        using var subscription = hub.Subscribe(limit) ?? throw Refuse(call, limit);
        call.Response.ContentType = "text/event-stream";
        call.Response.Headers.CacheControl = "no-store";
        var place = PlaceOf(call.Text("Last-Event-ID"), hub.Backlog);
        await SendAsync(call, place is null ? $"event: reset\nid: {hub.Backlog.IdOf(hub.Backlog.Last)}\ndata: {{}}\n\n" : $": {hub.Backlog.Stream}\n\n");
        var number = place ?? hub.Backlog.Last;
        var begun = call.Services.Clock.GetTimestamp();
        var filter = new EventFilter(call);
        while (!call.Aborted.IsCancellationRequested && call.Services.Clock.GetElapsedTime(begun) < Longest)
        {
            if (!await WaitAsync(call, hub.Backlog, number))
            {
                await SendAsync(call, ": still here\n\n");
                continue;
            }

            if (hub.Backlog.After(number) is not { } events)
            {
                number = hub.Backlog.Last;
                await SendAsync(call, $"event: reset\nid: {hub.Backlog.IdOf(number)}\ndata: {{}}\n\n");
                continue;
            }

            number = events.Count > 0 ? events[^1].Number : number;
            await SendAsync(call, [.. events.Where(filter.Takes).Select(static one => one.Text)]);
        }
    }

    /// <summary>One stream too many is refused, so that those which are open, and all other calls, go on being served.</summary>
    private static ApiException Refuse(ApiCall call, int limit)
    {
        call.Response.Headers.RetryAfter = RetryAfter;
        return new ApiException(503, string.Create(
            CultureInfo.InvariantCulture,
            $"This server has {limit} event streams open, as many as [api] event_stream_limit allows. Come again later, ask another server, or raise the limit."));
    }

    /// <summary>False when nothing came for a while.</summary>
    private static async Task<bool> WaitAsync(ApiCall call, EventBacklog backlog, long number)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted);
        patience.CancelAfter(Heartbeat);
        try
        {
            await backlog.WaitAsync(number, patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!call.Aborted.IsCancellationRequested)
        {
            return false;
        }
    }

    private static Task SendAsync(ApiCall call, string text) => SendAsync(call, [Encoding.UTF8.GetBytes(text)]);

    private static async Task SendAsync(ApiCall call, IReadOnlyList<byte[]> texts)
    {
        foreach (var text in texts)
        {
            await call.Response.Body.WriteAsync(text, call.Aborted);
        }

        if (texts.Count > 0)
        {
            await call.Response.Body.FlushAsync(call.Aborted);
        }
    }

    /// <summary>Where to go on; null when it cannot be told what was missed. Who comes for the first time begins with what comes next.</summary>
    private static long? PlaceOf(string? id, EventBacklog backlog)
    {
        if (string.IsNullOrEmpty(id))
        {
            return backlog.Last;
        }

        return id.Split('-') is [var stream, var text] && stream == backlog.Stream && long.TryParse(text, CultureInfo.InvariantCulture, out var number)
            && number >= 0 && backlog.After(number) is not null
            ? number
            : null;
    }
}
