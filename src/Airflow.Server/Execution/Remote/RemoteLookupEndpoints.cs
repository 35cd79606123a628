using Airflow.Engine.Execution;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.XComs;

namespace Airflow.Server.Execution.Remote;

/// <summary>What tries look up and keep: XComs, variables, connections, assets, values of their own, questions to people.</summary>
internal static class RemoteLookupEndpoints
{
    public static void Map(RemoteRoutes routes, IExecutionApi api, TaskResources resources)
    {
        MapXComs(routes, api);
        MapSecrets(routes, api);
        MapAssets(routes, resources);
        MapValues(routes, resources);
        routes.Map(RemoteCalls.FindDag, (request, cancellationToken) => resources.Dags.FindAsync(request.Name ?? "", cancellationToken));
        routes.Map(RemoteCalls.AskPerson, async (request, cancellationToken) => await resources.HumanInput.AskAsync(request, cancellationToken));
        routes.Map(RemoteCalls.FindAnswer, (request, cancellationToken) => resources.HumanInput.FindAsync(Guid.Parse(request.Name ?? ""), cancellationToken));
    }

    private static void MapXComs(RemoteRoutes routes, IExecutionApi api)
    {
        routes.Map(RemoteCalls.GetXCom, (request, cancellationToken) => api.GetXComAsync(request.Key, request.IncludePriorDates, cancellationToken));
        routes.Map(RemoteCalls.GetXComElement, async (request, cancellationToken) => await api.GetXComElementAsync(request.Key, request.Number, cancellationToken));
        routes.Map(RemoteCalls.ListXComs, async (request, cancellationToken) => await ListAsync(api, request.Key, cancellationToken));
        routes.Map(RemoteCalls.CountXComs, async (request, cancellationToken) => await api.CountXComsAsync(request.Key, cancellationToken));
        routes.Map(RemoteCalls.GetXComAt, (request, cancellationToken) => api.GetXComAtAsync(request.Key, request.Number, cancellationToken));
        routes.Map(RemoteCalls.SetXCom, api.SetXComAsync);
        routes.Map(RemoteCalls.DeleteXCom, (request, cancellationToken) => api.DeleteXComAsync(request.Key, cancellationToken));
    }

    private static void MapSecrets(RemoteRoutes routes, IExecutionApi api)
    {
        routes.Map(RemoteCalls.GetVariable, (request, cancellationToken) => api.GetVariableAsync(request.Name ?? "", cancellationToken));
        routes.Map(RemoteCalls.ListVariableKeys, async (request, cancellationToken) => await api.ListVariableKeysAsync(request.Name, cancellationToken));
        routes.Map(RemoteCalls.SetVariable, (request, cancellationToken) => api.SetVariableAsync(request.Key, request.Value, request.Description, cancellationToken));
        routes.Map(RemoteCalls.DeleteVariable, async (NameRequest request, CancellationToken cancellationToken) => await api.DeleteVariableAsync(request.Name ?? "", cancellationToken));
        routes.Map(RemoteCalls.GetConnection, (request, cancellationToken) => api.GetConnectionAsync(request.Name ?? "", cancellationToken));
    }

    private static void MapAssets(RemoteRoutes routes, TaskResources resources)
    {
        var assets = resources.Assets;
        routes.Map(RemoteCalls.FindAssetByName, (request, cancellationToken) => assets.FindByNameAsync(request.Name ?? "", cancellationToken));
        routes.Map(RemoteCalls.FindAssetByUri, (request, cancellationToken) => assets.FindByUriAsync(request.Name ?? "", cancellationToken));
        routes.Map(RemoteCalls.ListAssetsByAlias, async (request, cancellationToken) => await assets.ListByAliasAsync(request.Name ?? "", cancellationToken));
        routes.Map(RemoteCalls.ListAssetEvents, async (request, cancellationToken) => await assets.ListEventsAsync(request, cancellationToken));
        routes.Map(RemoteCalls.ListConsumed, async (request, cancellationToken) => await assets.ListConsumedAsync(request.Id, cancellationToken));
        routes.Map(RemoteCalls.ListInactiveAssets, async (request, cancellationToken) => await assets.ListInactiveAsync(request.Task, cancellationToken));
    }

    private static void MapValues(RemoteRoutes routes, TaskResources resources)
    {
        var (ofAssets, ofTasks) = (resources.AssetStates, resources.TaskStates);
        routes.Map(RemoteCalls.FindAssetValue, (request, cancellationToken) => ofAssets.FindAsync(request.AssetId, request.Key ?? "", cancellationToken));
        routes.Map(
            RemoteCalls.SaveAssetValue,
            (request, cancellationToken) => ofAssets.SaveAsync(request.AssetId, request.Key ?? "", request.Value ?? "null", request.Writer ?? default, cancellationToken));
        routes.Map(
            RemoteCalls.DeleteAssetValue,
            async (AssetValueRequest request, CancellationToken cancellationToken) => await ofAssets.DeleteAsync(request.AssetId, request.Key ?? "", cancellationToken));
        routes.Map(RemoteCalls.ClearAssetValues, async (request, cancellationToken) => await ofAssets.ClearAsync(request.AssetId, cancellationToken));
        routes.Map(RemoteCalls.FindTaskValue, (request, cancellationToken) => ofTasks.FindAsync(request.Task, request.Key ?? "", cancellationToken));
        routes.Map(
            RemoteCalls.SaveTaskValue,
            (request, cancellationToken) => ofTasks.SaveAsync(request.Task, request.Key ?? "", request.Value ?? "null", request.ExpiresAt, cancellationToken));
        routes.Map(
            RemoteCalls.DeleteTaskValue,
            async (TaskValueRequest request, CancellationToken cancellationToken) => await ofTasks.DeleteAsync(request.Task, request.Key ?? "", cancellationToken));
        routes.Map(RemoteCalls.ClearTaskValues, async (request, cancellationToken) => await ofTasks.ClearAsync(request.Task, cancellationToken));
    }

    private static Task<IReadOnlyList<XCom>> ListAsync(IExecutionApi api, XComKey key, CancellationToken cancellationToken) =>
        api.ListXComsAsync(key.DagId, key.RunId, key.TaskId, key.Key, cancellationToken);
}
