namespace Airflow.Engine.Scheduling;

/// <summary>Random letters of run ids come from a source seeded by the clock, so that a simulation on virtual time repeats itself.</summary>
internal static class RandomSource
{
    public static Random Create(TimeProvider clock) => new(unchecked((int)clock.GetTimestamp()));
}
