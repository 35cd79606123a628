using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/trends: how many runs succeeded and failed in each part of a stretch of time.</summary>
internal static class TrendEndpoint
{
    private const int Parts = 12;

    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.List(
        "/trends", "get_trends", ApiResources.DagRuns, GetAsync, ApiParameter.Time("start_date") with { IsRequired = true }));

    private static async Task GetAsync(ApiCall call)
    {
        var (since, now) = (call.Time("start_date")!.Value, call.Services.Clock.GetUtcNow());
        var length = (now - since) / Parts;
        var parts = new List<object>(Parts);
        for (var part = 0; part < Parts && length > TimeSpan.Zero; part++)
        {
            var from = since + (part * length);
            parts.Add(new { From = from, To = from + length, Success = await CountAsync(call, "success", from, from + length), Failed = await CountAsync(call, "failed", from, from + length) });
        }

        await call.AnswerAsync(new { Parts = parts });
    }

    /// <summary>Runs that ended in this time, of the DAGs that the caller may see.</summary>
    private static async Task<int> CountAsync(ApiCall call, string state, DateTimeOffset from, DateTimeOffset to)
    {
        var filters = new ListFilters(call).Visible("dag_id", "can_read", ApiResources.DagRuns).Add(ListFilter.In("state", [state]))
            .Bound("end_date", ListOperator.AtLeast, from).Bound("end_date", ListOperator.LessThan, to);
        return (await call.Services.Listings.Runs.ListAsync(new ListQuery { Filters = filters.All, Limit = 1 }, call.Aborted)).Total;
    }
}
