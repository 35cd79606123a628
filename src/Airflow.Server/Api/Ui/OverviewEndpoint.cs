using Airflow.Engine.Listing;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/overview/{dag_id}: the last runs of a DAG with how long each waited and ran, and what failed and which assets were made in a stretch of time.</summary>
internal static class OverviewEndpoint
{
    private const int DefaultRuns = 50;
    private const int MostRuns = 365;
    private const int MostFailures = 500;
    private static readonly string[] Failed = ["failed"];

    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get(
        "/overview/{dag_id}",
        "get_overview",
        ApiResources.TaskInstances,
        GetAsync,
        ApiParameter.Integer("limit") with { Minimum = 1, Default = DefaultRuns },
        ApiParameter.Flag("oldest_events_first"),
        ApiParameter.Time("start_date") with { IsRequired = true }));

    private static async Task GetAsync(ApiCall call)
    {
        var (ofDag, since) = (ListFilter.Is("dag_id", call.Route("dag_id")), call.Time("start_date")!.Value);
        var recent = new ListFilter("end_date", ListOperator.AtLeast, since);
        var runs = await call.Services.Listings.Runs.ListAsync(
            new ListQuery { Filters = [ofDag], Order = [ListOrder.Parse("-run_after")], Limit = Math.Min(call.Int("limit") ?? DefaultRuns, MostRuns) }, call.Aborted);
        var failedRuns = await call.Services.Listings.Runs.ListAsync(new ListQuery { Filters = [ofDag, recent, ListFilter.In("state", Failed)], Limit = 1 }, call.Aborted);
        var failures = await call.Services.Listings.Tasks.ListAsync(
            new ListQuery { Filters = [ofDag, recent, ListFilter.In("state", Failed)], Order = [ListOrder.Parse("-end_date")], Limit = MostFailures }, call.Aborted);
        await call.AnswerAsync(new
        {
            Runs = runs.Items.Select(static one => Of(one.Run)),
            FailedRuns = failedRuns.Total,
            FailedTasks = failures.Total,
            Failures = failures.Items.Select(static one => Of(one.Task)),
            AssetEvents = await MadeAssets.OfAsync(
                call,
                ListFilter.Is("source_dag_id", call.Route("dag_id")),
                new ListFilter("timestamp", ListOperator.AtLeast, since),
                call.Flag("oldest_events_first") == true),
        });
    }

    private static object Of(DagRun run) => new
    {
        DagRunId = run.RunId,
        run.State,
        run.RunType,
        run.RunAfter,
        run.QueuedAt,
        run.StartDate,
        run.EndDate,
    };

    private static object Of(TaskInstance task) => new
    {
        task.Id,
        task.Key.DagId,
        DagRunId = task.Key.RunId,
        task.Key.TaskId,
        task.Key.MapIndex,
        task.TryNumber,
        task.EndDate,
    };
}
