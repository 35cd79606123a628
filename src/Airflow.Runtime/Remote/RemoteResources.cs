using Airflow.Engine.Execution;

namespace Airflow.Runtime.Remote;

/// <summary>What a running task may look up or keep, asked of the api-server.</summary>
public static class RemoteResources
{
    public static TaskResources Of(RemoteConnection connection) => new(
        new RemoteDags(connection), new RemoteAssets(connection), new RemoteAssetValues(connection), new RemoteTaskValues(connection), new RemoteHumanInput(connection));
}
