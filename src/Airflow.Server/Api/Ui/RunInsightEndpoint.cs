using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/insight/{dag_id}/{run_id}: how long such a run takes by the runs before it, and the chain of tasks that its length comes from.</summary>
internal static class RunInsightEndpoint
{
    /// <summary>Runs that are looked back on.</summary>
    private const int Looked = 100;

    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get("/insight/{dag_id}/{run_id}", "get_run_insight", ApiResources.TaskInstances, GetAsync));

    private static async Task GetAsync(ApiCall call)
    {
        var (dagId, runId) = (call.Route("dag_id"), call.Route("run_id"));
        var run = await call.Services.Stores.Runs.FindAsync(dagId, runId, call.Aborted)
            ?? throw ApiException.NotFound($"The DagRun with dag_id: `{dagId}` and run_id: `{runId}` was not found");
        var tasks = await call.Services.Stores.Tasks.ListForRunAsync(dagId, runId, call.Aborted);
        var graph = run.CreatedDagVersionId is { } version ? (await call.Services.Versions.FindAsync(version, call.Aborted))?.Graph : null;
        await call.AnswerAsync(new
        {
            run.StartDate,
            run.EndDate,
            Hold = HoldOf(run),
            Expected = await ExpectedAsync(call, run),
            CriticalPath = graph is null ? [] : CriticalPath.Find(graph, tasks).Select(Of),
        });
    }

    /// <summary>Who holds it, and why; null: nobody does.</summary>
    public static object? HoldOf(DagRun run) => run.Hold is { } hold ? new { hold.At, hold.User, hold.Reason } : null;

    /// <summary>How long the successful runs before it took, in seconds; null without any.</summary>
    public static async Task<object?> ExpectedAsync(ApiCall call, DagRun run)
    {
        var before = await call.Services.Grids.ListLastRunsAsync([run.DagId], Looked, call.Aborted);
        return Expected([.. before.Where(one => one.RunId != run.RunId && one.State == "success").Select(static one => one.Duration).OfType<double>().Order()]);
    }

    /// <summary>Seconds; null without a run to tell from.</summary>
    private static object? Expected(double[] sorted) => sorted.Length == 0 ? null : new
    {
        Count = sorted.Length,
        Mean = sorted.Average(),
        P50 = At(sorted, 0.5),
        P90 = At(sorted, 0.9),
        P95 = At(sorted, 0.95),
        P99 = At(sorted, 0.99),
    };

    private static double At(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(share * sorted.Length) - 1)];

    private static object Of(TaskInstance task) => new
    {
        task.Key.TaskId,
        task.Key.MapIndex,
        State = task.State.Name(),
        task.StartDate,
        task.EndDate,
    };
}
