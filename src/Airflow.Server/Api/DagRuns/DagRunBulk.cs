using System.Text.Json;
using Airflow.Engine.Runs;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Bulk;

namespace Airflow.Server.Api.DagRuns;

/// <summary>PATCH /dags/{dag_id}/dagRuns: many runs with one call. What names no run is told, and keeps the others of its action as they are.</summary>
internal static class DagRunBulk
{
    public static void Map(ApiRoutes routes) =>
        routes.Map(new("PATCH", DagRunEndpoints.Runs, "bulk_dag_runs", ApiNeed.Edit(ApiResources.DagRuns), AnswerAsync)
        {
            Tag = DagRunEndpoints.Tag,
            IsList = true,
            Body = BulkBody.Model(DagRunChanges.BulkEntity, isReadTwice: true),
            Answer = typeof(BulkResponse),
        });

    private static async Task AnswerAsync(ApiCall call)
    {
        Authorize(call);
        await call.AnswerAsync(await BulkRun.RunAsync(call, resource: null, (action, result) => RunAsync(call, action, result)));
    }

    /// <exception cref="ApiException">403: the caller may not do one of the actions to one of the runs; then none is done.</exception>
    private static void Authorize(ApiCall call)
    {
        foreach (var action in BulkAction.ReadAll(call.Body))
        {
            var rights = BulkRun.RightsOf(action);
            var dagIds = action.Entities.Select(entity => KeyOf(call, entity).DagId).Where(static dagId => dagId != DagScope.Any).Distinct(StringComparer.Ordinal);
            if (dagIds.Any(dagId => rights.Any(right => !call.User.CanFor(dagId, right, ApiResources.DagRuns))))
            {
                throw new ApiException(403, "Forbidden");
            }
        }
    }

    private static async Task RunAsync(ApiCall call, BulkAction action, BulkActionResponse result)
    {
        if (action.Kind == BulkActionKind.Create)
        {
            result.Fail(405, "Dag Runs bulk create is not supported. Use the trigger Dag Run endpoint instead.");
            return;
        }

        var entities = Resolve(call, action, result);
        var found = new Dictionary<(string DagId, string RunId), DagRun>();
        foreach (var key in entities.Keys)
        {
            if (await call.Services.Stores.Runs.FindAsync(key.DagId, key.RunId, call.Aborted) is { } run)
            {
                found.Add(key, run);
            }
        }

        var missing = entities.Keys.Where(key => !found.ContainsKey(key)).ToList();
        if (missing.Count > 0 && !action.SkipsMissing)
        {
            throw ApiException.NotFound($"The DagRuns with these identifiers: [{string.Join(", ", Sorted(missing).Select(static key => $"('{key.DagId}', '{key.RunId}')"))}] were not found");
        }

        foreach (var key in action.Kind == BulkActionKind.Delete ? Sorted(found.Keys) : entities.Keys.Where(found.ContainsKey))
        {
            if (action.Kind == BulkActionKind.Update)
            {
                await DagRunChanges.UpdateAsync(call, key.DagId, key.RunId, entities[key]);
            }
            else if (!await TryDeleteAsync(call, key, result))
            {
                continue;
            }

            result.Success.Add($"{key.DagId}.{key.RunId}");
        }
    }

    /// <summary>The entities by the runs that they name; of two for the same run the later one counts.</summary>
    private static Dictionary<(string DagId, string RunId), JsonElement> Resolve(ApiCall call, BulkAction action, BulkActionResponse result)
    {
        var entities = new Dictionary<(string DagId, string RunId), JsonElement>();
        foreach (var entity in action.Entities)
        {
            var key = KeyOf(call, entity);
            if (key.DagId != DagScope.Any && key.RunId != DagScope.Any)
            {
                entities[key] = entity;
                continue;
            }

            result.Fail(400, entity.ValueKind == JsonValueKind.String
                ? $"When using wildcard in path, dag_id must be specified in BulkDAGRunBody object, not as string for dag_run_id: {key.RunId}"
                : $"When using wildcard in path, dag_id must be specified in request body for dag_run_id: {key.RunId}");
        }

        return entities;
    }

    private static (string DagId, string RunId) KeyOf(ApiCall call, JsonElement entity) => entity.ValueKind == JsonValueKind.String
        ? (call.Route("dag_id"), entity.GetString()!)
        : (entity.Text("dag_id") is { Length: > 0 } given ? given : call.Route("dag_id"), entity.Text("dag_run_id")!);

    private static async Task<bool> TryDeleteAsync(ApiCall call, (string DagId, string RunId) key, BulkActionResponse result)
    {
        try
        {
            await DagRunChanges.DeleteAsync(call, key.DagId, key.RunId);
            return true;
        }
        catch (ApiException exception)
        {
            result.Fail(exception.Status, (string)exception.Detail!);
            return false;
        }
    }

    private static IEnumerable<(string DagId, string RunId)> Sorted(IEnumerable<(string DagId, string RunId)> keys) =>
        keys.OrderBy(static key => key.DagId, StringComparer.Ordinal).ThenBy(static key => key.RunId, StringComparer.Ordinal);
}
