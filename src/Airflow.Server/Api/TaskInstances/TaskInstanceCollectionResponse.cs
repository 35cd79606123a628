using Airflow.Engine.Listing;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>A page of task instances.</summary>
internal sealed record TaskInstanceCollectionResponse(
    IReadOnlyList<TaskInstanceResponse> TaskInstances, int? TotalEntries, int? TotalEntriesLimit, string? NextCursor, string? PreviousCursor)
{
    public static TaskInstanceCollectionResponse Of(ApiCall call, ListPage<ListedTask> page, bool hasCursors = false) => new(
        [.. page.Items.Select(task => TaskInstanceResponse.Of(call, task))], page.Total, hasCursors ? ListQuery.MaxCursorTotal : null, page.Next?.ToString(), page.Previous?.ToString());
}
