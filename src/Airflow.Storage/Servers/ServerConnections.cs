namespace Airflow.Storage.Servers;

/// <summary>What is to be closed with the stores, in this order.</summary>
internal sealed class ServerConnections(IReadOnlyList<IAsyncDisposable> parts) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts)
        {
            await part.DisposeAsync();
        }
    }
}
