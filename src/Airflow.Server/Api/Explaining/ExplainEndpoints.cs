using Airflow.Engine.Explaining;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.TaskInstances;

namespace Airflow.Server.Api.Explaining;

/// <summary>…/taskInstances/{task_id}/explain: what Airflow does not have, under its conventions.</summary>
internal static class ExplainEndpoints
{
    public static void Map(ApiRoutes routes)
    {
        Map(routes, TaskInstanceEndpoints.Mapped, "explain_mapped_task_instance", TaskInstanceEndpoints.MapIndexInPath);
        Map(routes, TaskInstanceEndpoints.One, "explain_task_instance", ApiParameter.Integer("map_index") with { Default = -1 });
    }

    private static void Map(ApiRoutes routes, string pattern, string id, ApiParameter mapIndex) =>
        routes.Map(new("GET", pattern + "/explain", id, ApiNeed.Read(ApiResources.TaskInstances), AnswerAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            Parameters = [mapIndex],
            Answer = typeof(TaskExplanationResponse),
        });

    private static async Task AnswerAsync(ApiCall call)
    {
        var key = TaskTryEndpoints.KeyOf(call);
        if (await TaskInstanceEndpoints.FindAsync(call, key) is null)
        {
            throw TaskInstanceChanges.NotFound(key, isList: false);
        }

        var explainer = new TaskExplainer(call.Services.Stores, call.Services.Versions, call.Services.Explain, call.Services.Clock);
        await call.AnswerAsync(TaskExplanationResponse.Of(await explainer.ExplainAsync(key, call.Aborted)));
    }
}
