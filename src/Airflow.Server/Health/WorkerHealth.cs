using Airflow.Engine.Coordination;

namespace Airflow.Server.Health;

/// <summary>Which queues live workers serve, and where tries wait in vain.</summary>
internal sealed record WorkerHealth(int Alive, IReadOnlyList<string> Queues, IReadOnlyList<UnservedQueue> Unserved)
{
    public string Status => Unserved.Count == 0 ? "healthy" : "unhealthy";
}
