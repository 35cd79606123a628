using System.Globalization;
using System.Text.Json;

namespace Airflow.Cli.Bench;

/// <summary>The results as a table for people and as JSON for programs.</summary>
internal static class BenchReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void WriteHeader(TextWriter output) => output.Write(
        $"{"workload",-66}{"unit",8}{"median",10}{"min",10}{"max",10}{"p95",10}{"p99",10}{"must",9}{"aim",9}\n");

    public static void WriteRow(TextWriter output, BenchSample sample) => output.Write(
        $"{sample.Workload,-66}{sample.Unit,8}{Text(sample.Median),10}{Text(sample.Min),10}{Text(sample.Max),10}{Text(sample.P95),10}{Text(sample.P99),10}"
        + $"{Text(sample.Must),9}{Text(sample.Aim),9}  {(sample.IsMet ? "met" : "NOT MET")}\n");

    public static string ToJson(IReadOnlyList<BenchSample> samples) => JsonSerializer.Serialize(samples, Indented);

    /// <summary>Hundredths tell nothing in a great number, and would not fit its column.</summary>
    private static string Text(double value) => value.ToString(Math.Abs(value) < 100_000 ? "0.##" : "0", CultureInfo.InvariantCulture);
}
