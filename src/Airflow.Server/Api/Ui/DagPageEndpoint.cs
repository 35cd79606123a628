using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Listing;
using Airflow.Engine.Runs;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Backfills;
using Airflow.Server.Api.DagRuns;
using Airflow.Server.Api.Dags;

namespace Airflow.Server.Api.Ui;

/// <summary>
/// /ui/dag/{dag_id}: the details of a DAG, and what Airflow's details have no word for: whether it is drained, what is to be looked after, and the backfill that is
/// on its way.
/// </summary>
internal static class DagPageEndpoint
{
    private const int MostWarnings = 50;

    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get("/dag/{dag_id}", "get_dag_page", ApiResources.Dags, GetAsync));

    private static async Task GetAsync(ApiCall call)
    {
        var dag = await DagEndpoints.FindAsync(call);
        var details = JsonSerializer.SerializeToNode(await DagDetailsEndpoint.OfAsync(call, dag), ApiJson.Options)!.AsObject();
        details["draining_since"] = JsonSerializer.SerializeToNode(dag.DrainingSince, ApiJson.Options);
        details["draining_by"] = dag.DrainingBy;
        details["warnings"] = JsonSerializer.SerializeToNode(await WarningsAsync(call, dag.DagId), ApiJson.Options);
        details["backfill"] = await BackfillAsync(call, dag.DagId);
        details["reruns_latest_version"] = await RerunVersion.IsLatestUnaskedAsync(call, dag.DagId);
        details["open_questions"] = await OpenQuestions.CountAsync(call, dag.DagId);
        await call.AnswerAsync<JsonNode>(details);
    }

    private static async Task<IEnumerable<object>> WarningsAsync(ApiCall call, string dagId)
    {
        if (!call.User.CanFor(dagId, "can_read", ApiResources.DagWarnings))
        {
            return [];
        }

        var page = await call.Services.Listings.DagWarnings.ListAsync(
            new ListQuery { Filters = [ListFilter.Is("dag_id", dagId)], Order = [ListOrder.Parse("dag_id")], Limit = MostWarnings }, call.Aborted);
        return page.Items.Select(static warning => new { warning.Type, warning.Message, Timestamp = warning.At });
    }

    /// <summary>A DAG has one at most that is not completed.</summary>
    private static async Task<JsonNode?> BackfillAsync(ApiCall call, string dagId)
    {
        if (!call.User.CanFor(dagId, "can_read", ApiResources.Backfills))
        {
            return null;
        }

        var page = await call.Services.Listings.Backfills.ListAsync(
            new ListQuery { Filters = [ListFilter.Is("dag_id", dagId), ListFilter.Is("is_active", true)], Order = [ListOrder.Parse("-id")], Limit = 1 }, call.Aborted);
        if (page.Items is not [var listed, ..])
        {
            return null;
        }

        var runs = await call.Services.Backfills.CountRunsAsync(listed.Backfill.Id, call.Aborted);
        var backfill = JsonSerializer.SerializeToNode(BackfillResponse.Of(listed), ApiJson.Options)!.AsObject();
        backfill["runs"] = new JsonObject(runs.Select(static count => KeyValuePair.Create(count.Key.Name(), (JsonNode?)count.Value)));
        return backfill;
    }
}
