using Airflow.Engine.Listing;
using Airflow.Engine.XComs;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/xcoms/{dag_id}/{run_id}/{task_id}: what a task instance left for others, with the values, in one answer.</summary>
internal static class XComValuesEndpoint
{
    private const int Most = 100;

    /// <summary>Values that are longer are named only; whoever wants one asks for it.</summary>
    private const int Longest = 256 * 1024;

    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get(
        "/xcoms/{dag_id}/{run_id}/{task_id}", "get_xcom_values", ApiResources.XComs, GetAsync, ApiParameter.Integer("map_index") with { Default = -1, Minimum = -1 }));

    private static async Task GetAsync(ApiCall call)
    {
        var filters = new ListFilters(call).Add(ListFilter.Is("dag_id", call.Route("dag_id"))).Add(ListFilter.Is("run_id", call.Route("run_id")))
            .Add(ListFilter.Is("task_id", call.Route("task_id"))).Add(ListFilter.Is("map_index", call.Long("map_index")));
        var page = await call.Services.Listings.XComs.ListAsync(new ListQuery { Filters = filters.All, Order = [ListOrder.Parse("key")], Limit = Most }, call.Aborted);
        var entries = new List<object>(page.Items.Count);
        foreach (var listed in page.Items)
        {
            entries.Add(await OfAsync(call, listed));
        }

        await call.AnswerAsync(new { XcomEntries = entries, TotalEntries = page.Total });
    }

    private static async Task<object> OfAsync(ApiCall call, ListedXCom listed)
    {
        var stored = await call.Services.Stores.XComs.FindAsync(listed.Key, includePriorDates: false, call.Aborted);
        var isLong = stored?.Value.Length > Longest;
        return new
        {
            listed.Key.Key,
            listed.Key.MapIndex,
            listed.Timestamp,
            Value = new RawJson(isLong ? null : stored?.Value),
            IsLong = isLong,
        };
    }
}
