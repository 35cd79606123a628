using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/dashboard: counts over everything.</summary>
internal static class DashboardEndpoints
{
    private static readonly string[] RunStates = ["queued", "running", "success", "failed"];

    private static readonly string[] TaskStates =
    [
        "no_status", "removed", "scheduled", "queued", "running", "success", "restarting", "failed", "up_for_retry", "up_for_reschedule", "upstream_failed", "skipped", "deferred",
        "awaiting_input",
    ];

    public static void Map(ApiRoutes routes)
    {
        routes.Map(UiOperations.Get("/dashboard/dag_stats", "dag_stats", ApiResources.Dags, DagsAsync));
        routes.Map(UiOperations.Get(
            "/dashboard/historical_metrics_data",
            "historical_metrics",
            ApiResources.DagRuns,
            HistoryAsync,
            ApiParameter.Time("start_date") with { IsRequired = true },
            ApiParameter.Time("end_date")));
    }

    private static async Task DagsAsync(ApiCall call)
    {
        var counts = await call.Services.Grids.CountDagsAsync(call.Aborted);
        await call.AnswerAsync(new
        {
            ActiveDagCount = counts.Values.Sum(),
            FailedDagCount = counts.GetValueOrDefault("failed"),
            RunningDagCount = counts.GetValueOrDefault("running"),
            QueuedDagCount = counts.GetValueOrDefault("queued"),
        });
    }

    private static async Task HistoryAsync(ApiCall call)
    {
        var (from, to) = (call.Time("start_date")!.Value, call.Time("end_date"));
        var runs = await call.Services.Grids.CountRunsAsync(from, to, call.Aborted);
        var tasks = await call.Services.Grids.CountTasksAsync(from, to, call.Aborted);
        await call.AnswerAsync(new
        {
            DagRunStates = RunStates.ToDictionary(state => state, state => runs.GetValueOrDefault(state)),
            TaskInstanceStates = TaskStates.ToDictionary(state => state, state => tasks.GetValueOrDefault(state)),
            DagRunCountsAreLowerBounds = false,
            TaskInstanceCountsAreLowerBounds = false,
        });
    }
}
