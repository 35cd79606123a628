namespace Airflow.Testing.Simulation;

/// <summary>What lies between a node and the database.</summary>
/// <param name="IsAway">Whether the node cannot reach it now.</param>
/// <param name="AfterCall">Told of each call that was carried out: node, method, arguments, result.</param>
internal sealed record StoreLink(Func<SimulatedNode, bool> IsAway, Action<SimulatedNode, string, object?[], object?> AfterCall);
