using System.Globalization;
using System.Text.Json;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>…/taskInstances/{task_id}/links: what the operator stored as links under XCom keys of its own.</summary>
internal static class ExtraLinkEndpoint
{
    public static void Map(ApiRoutes routes) =>
        routes.Map(new("GET", TaskInstanceEndpoints.One + "/links", "get_extra_links", ApiNeed.Read(ApiResources.TaskInstances), AnswerAsync)
        {
            Tag = "Extra Links",
            Parameters = [ApiParameter.Integer("map_index") with { Default = -1 }, ApiParameter.Integer("try_number")],
            Answer = typeof(ExtraLinkCollectionResponse),
        });

    private static async Task AnswerAsync(ApiCall call)
    {
        var key = TaskTryEndpoints.KeyOf(call);
        var links = await FindAsync(call, key) ?? throw ApiException.NotFound("TaskInstance not found");
        if (call.Long("try_number") is { } number && await TaskTryEndpoints.FindTryAsync(call, key, number) is null)
        {
            throw ApiException.NotFound(string.Create(CultureInfo.InvariantCulture, $"TaskInstanceHistory not found for try_number={number}"));
        }

        await call.AnswerAsync(new ExtraLinkCollectionResponse(links, links.Count));
    }

    /// <summary>By their names; null where there is none for this try. Null: there is no such instance.</summary>
    public static async Task<SortedDictionary<string, string?>?> FindAsync(ApiCall call, TaskInstanceKey key)
    {
        if (await TaskInstanceEndpoints.FindAsync(call, key) is not { } task)
        {
            return null;
        }

        var dag = task.Version is { } version ? await call.Services.Versions.FindAsync(version.Id, call.Aborted) : null;
        var links = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        if (dag is not null && dag.Graph.TryGetIndex(key.TaskId, out var index) && dag.Graph.Task(index).OperatorExtraLinks is { ValueKind: JsonValueKind.Object } declared)
        {
            foreach (var link in declared.EnumerateObject().Where(static link => link.Value.ValueKind == JsonValueKind.String))
            {
                var stored = await call.Services.Stores.XComs.FindAsync(
                    new XComKey(key.DagId, key.RunId, key.TaskId, link.Value.GetString()!, key.MapIndex), includePriorDates: false, call.Aborted);
                links[link.Name] = stored is null ? null : TextOf(stored.Value);
            }
        }

        return links;
    }

    private static string TextOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.String ? document.RootElement.GetString()! : json;
    }
}
