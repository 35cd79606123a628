namespace Airflow.Testing.Simulation;

/// <summary>How wrong a clock is: by how much at the start, and how much more for every second (0.01 is one in a hundred too fast).</summary>
internal readonly record struct ClockSkew(TimeSpan Offset, double Drift);
