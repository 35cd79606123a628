using Airflow.Runtime.Frames;

namespace Airflow.Runtime.Child;

/// <summary>
/// The requests of one try. What user code left running in the background may go on asking after the try is over; then the connection
/// belongs to the next one.
/// </summary>
internal sealed class TryRequests(HostConnection connection) : IHostRequests, IDisposable
{
    private readonly Lock gate = new();
    private bool isOver;

    public FrameMessage? Ask(FrameMessage request)
    {
        lock (gate)
        {
            return isOver ? throw new HostException($"{request.Type}: the try is over.") : connection.Ask(request);
        }
    }

    /// <summary>Waits for the request that is under way, and lets no other one through.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isOver = true;
        }
    }
}
