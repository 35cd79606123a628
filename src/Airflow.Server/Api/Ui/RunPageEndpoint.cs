using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Listing;
using Airflow.Engine.Runs;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.DagRuns;

namespace Airflow.Server.Api.Ui;

/// <summary>
/// /ui/run/{dag_id}/{dag_run_id}: a run, and while it is on its way what Airflow's answer has no word for: who holds it, how long such a run takes, and how many of its
/// tasks ask somebody.
/// </summary>
internal static class RunPageEndpoint
{
    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get("/run/{dag_id}/{dag_run_id}", "get_run_page", ApiResources.DagRuns, GetAsync));

    private static async Task GetAsync(ApiCall call)
    {
        var listed = await DagRunEndpoints.FindAsync(call);
        var run = listed.Run;
        var page = JsonSerializer.SerializeToNode(DagRunResponse.Of(listed), ApiJson.Options)!.AsObject();
        var isOpen = run.State is RunState.Queued or RunState.Running;
        page["ahead"] = isOpen ? JsonSerializer.SerializeToNode(await AheadAsync(call, run), ApiJson.Options) : null;
        await call.AnswerAsync<JsonNode>(page);
    }

    private static async Task<object> AheadAsync(ApiCall call, DagRun run) => new
    {
        Hold = RunInsightEndpoint.HoldOf(run),
        Expected = await RunInsightEndpoint.ExpectedAsync(call, run),
        OpenQuestions = await OpenQuestions.CountAsync(call, run.DagId, ListFilter.Is("run_id", run.RunId)),
    };
}
