namespace Airflow.Testing.Simulation.Plans;

/// <summary>What a plan came to.</summary>
/// <param name="Problem">What must never be, and was; null: all is well.</param>
/// <param name="Steps">Pieces of work that were run.</param>
/// <param name="Commits">Changes that were stored.</param>
/// <param name="Trace">The last events.</param>
internal sealed record PlanResult(string? Problem, long Steps, int Commits, IReadOnlyList<string> Trace);
