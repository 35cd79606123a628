using Airflow.Engine.Runs;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.DagStats;

/// <summary>/dagStats.</summary>
internal static class DagStatsEndpoints
{
    public static void Map(ApiRoutes routes) => routes.Map(new("GET", "/dagStats", "get_dag_stats", ApiNeed.Read(ApiResources.DagRuns), ListAsync)
    {
        Tag = "DagStats",
        IsList = true,
        Parameters = [ApiParameter.Texts("dag_ids")],
        Answer = typeof(DagStatsCollectionResponse),
    });

    private static async Task ListAsync(ApiCall call)
    {
        var asked = call.Texts("dag_ids") is { Count: > 0 } ids ? ids : null;
        var visible = call.User.DagsFor("can_read", ApiResources.DagRuns);
        IReadOnlyCollection<string>? dagIds = visible is null ? asked : asked is null ? visible : [.. asked.Intersect(visible, StringComparer.Ordinal)];
        var counts = await call.Services.RunCounts.CountAsync(dagIds, call.Aborted);
        List<DagStatsResponse> dags = [.. counts.GroupBy(static count => (count.DagId, count.DagDisplayName)).Select(static dag => new DagStatsResponse(dag.Key.DagId, dag.Key.DagDisplayName, Of(dag)))];
        await call.AnswerAsync(new DagStatsCollectionResponse(dags, dags.Count));
    }

    private static List<DagStatsStateResponse> Of(IEnumerable<DagRunCount> counts)
    {
        var byState = counts.ToDictionary(static count => count.State, static count => count.Count);
        return [.. Enum.GetValues<RunState>().Select(state => new DagStatsStateResponse(state, byState.GetValueOrDefault(state)))];
    }
}
