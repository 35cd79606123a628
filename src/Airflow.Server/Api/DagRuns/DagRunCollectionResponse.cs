using Airflow.Engine.Listing;
using Airflow.Engine.Runs;

namespace Airflow.Server.Api.DagRuns;

/// <summary>A page of runs.</summary>
internal sealed record DagRunCollectionResponse(
    IReadOnlyList<DagRunResponse> DagRuns, int? TotalEntries, int? TotalEntriesLimit, string? NextCursor, string? PreviousCursor)
{
    public static DagRunCollectionResponse Of(ListPage<ListedRun> page, bool hasCursors) => new(
        [.. page.Items.Select(DagRunResponse.Of)], page.Total, hasCursors ? ListQuery.MaxCursorTotal : null, page.Next?.ToString(), page.Previous?.ToString());
}
