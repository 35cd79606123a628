using Airflow.Storage.Servers;

namespace Airflow.Storage.Execution;

/// <summary>The statements that lock what a group of state changes will touch, in the one order that every writer keeps.</summary>
internal interface IServerStateLocks
{
    /// <summary>Leases, then task instances, each in the order of their keys.</summary>
    IEnumerable<ServerStep> RowsOf(IReadOnlyCollection<StatePlan> plans);

    /// <summary>Pools in the order of their names.</summary>
    IEnumerable<ServerStep> PoolsOf(IReadOnlyCollection<StatePlan> plans);
}
