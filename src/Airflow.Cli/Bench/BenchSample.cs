namespace Airflow.Cli.Bench;

/// <summary>All measurements of one workload; units as the name says (ms, tasks/s, MB, %).</summary>
internal sealed record BenchSample(string Workload, string Unit, IReadOnlyList<double> Values, double Must, double Aim, bool HigherIsBetter = false)
{
    /// <summary>The quantile that is held against the limits.</summary>
    public double Judged { get; init; } = 0.5;

    public double Median => At(0.5);

    public double Min => Values.Min();

    public double Max => Values.Max();

    public double P95 => At(0.95);

    public double P99 => At(0.99);

    public bool IsMet => HigherIsBetter ? At(1 - Judged) >= Must : At(Judged) <= Must;

    private double At(double quantile)
    {
        var sorted = Values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(quantile * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
