namespace Airflow.Testing.Simulation;

/// <summary>How calls get to an api-server, and who is told after each that it has answered.</summary>
internal sealed record ApiRoute(SimulatedNetwork Network, Action<string> AfterCall);
