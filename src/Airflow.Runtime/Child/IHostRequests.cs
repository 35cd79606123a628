using Airflow.Runtime.Frames;

namespace Airflow.Runtime.Child;

/// <summary>The way from a task to its supervisor: one request, one reply.</summary>
internal interface IHostRequests
{
    /// <summary>Waits for the reply.</summary>
    /// <exception cref="HostException">The host could not answer.</exception>
    FrameMessage? Ask(FrameMessage request);
}
