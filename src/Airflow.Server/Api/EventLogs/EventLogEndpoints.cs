using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.EventLogs;

/// <summary>/eventLogs: who did what. It can be read only; nobody changes what was written down.</summary>
internal static class EventLogEndpoints
{
    private const string Tag = "Event Log";
    private static readonly string[] Names = ["dag_id", "task_id", "run_id", "owner", "event"];

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/eventLogs/{event_log_id}", "get_event_log", ApiNeed.Read(ApiResources.AuditLogs), GetAsync)
        {
            Tag = Tag,
            Parameters = [ApiParameter.Integer("event_log_id") with { In = "path", IsRequired = true, Refusal = "'event_log_id' must be an integer" }],
            Answer = typeof(EventLogResponse),
        });
        routes.Map(new("GET", "/eventLogs", "get_event_logs", ApiNeed.Read(ApiResources.AuditLogs), ListAsync)
        {
            Tag = Tag,
            Parameters =
            [
                Paging.Limit,
                Paging.Offset,
                Paging.OrderBy("id"),
                .. Names.Select(ApiParameter.Text),
                ApiParameter.Integer("map_index"),
                ApiParameter.Integer("try_number"),
                ApiParameter.Texts("excluded_events"),
                ApiParameter.Texts("included_events"),
                ApiParameter.Time("before"),
                ApiParameter.Time("after"),
                .. Names.SelectMany(ApiParameter.Pattern),
            ],
            Answer = typeof(EventLogCollectionResponse),
        });
    }

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.Events;
        var filters = new ListFilters(call).IsNumber("map_index", "map_index").IsNumber("try_number", "try_number").AnyOf("event", "included_events")
            .VisibleOrOfNone("dag_id", "can_read", ApiResources.Dags);
        foreach (var name in Names)
        {
            filters.Is(name, name).Pattern(name, name);
        }

        if (call.Texts("excluded_events") is { Count: > 0 } excluded)
        {
            filters.Add(new ListFilter("event", ListOperator.NoneOf, [.. excluded]));
        }

        if (call.Time("before") is { } before)
        {
            filters.Add(new ListFilter("dttm", ListOperator.LessThan, before));
        }

        if (call.Time("after") is { } after)
        {
            filters.Add(new ListFilter("dttm", ListOperator.MoreThan, after));
        }

        var page = await listing.ListAsync(Paging.Read(call, listing, filters.All), call.Aborted);
        await call.AnswerAsync(new EventLogCollectionResponse([.. page.Items.Select(EventLogResponse.Of)], page.Total));
    }

    private static async Task GetAsync(ApiCall call)
    {
        var id = call.Long("event_log_id")!.Value;
        var page = await call.Services.Listings.Events.ListAsync(new ListQuery { Filters = [ListFilter.Is("id", id)], Limit = 1 }, call.Aborted);
        var found = page.Items is [var one] ? one : throw ApiException.NotFound($"The Event Log with id: `{id}` not found");
        await call.AnswerAsync(EventLogResponse.Of(found));
    }
}
