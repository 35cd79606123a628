using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Dags;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/dag/{dag_id}: the details of a DAG, and whether it is drained, which Airflow's details have no word for.</summary>
internal static class DagPageEndpoint
{
    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get("/dag/{dag_id}", "get_dag_page", ApiResources.Dags, GetAsync));

    private static async Task GetAsync(ApiCall call)
    {
        var dag = await DagEndpoints.FindAsync(call);
        var details = JsonSerializer.SerializeToNode(await DagDetailsEndpoint.OfAsync(call, dag), ApiJson.Options)!.AsObject();
        details["draining_since"] = JsonSerializer.SerializeToNode(dag.DrainingSince, ApiJson.Options);
        details["draining_by"] = dag.DrainingBy;
        await call.AnswerAsync<JsonNode>(details);
    }
}
