using System.Globalization;
using System.Text.Json;

namespace Airflow.Cli.Bench;

/// <summary>The results as a table for people and as JSON for programs.</summary>
internal static class BenchReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void WriteHeader(TextWriter output) => output.Write(
        $"{"workload",-62}{"unit",8}{"median",10}{"min",10}{"max",10}{"p95",10}{"p99",10}{"must",9}{"aim",9}\n");

    public static void WriteRow(TextWriter output, BenchSample sample) => output.Write(string.Create(
        CultureInfo.InvariantCulture,
        $"{sample.Workload,-62}{sample.Unit,8}{sample.Median,10:0.##}{sample.Min,10:0.##}{sample.Max,10:0.##}{sample.P95,10:0.##}{sample.P99,10:0.##}{sample.Must,9:0.##}{sample.Aim,9:0.##}  {(sample.IsMet ? "met" : "NOT MET")}\n"));

    public static string ToJson(IReadOnlyList<BenchSample> samples) => JsonSerializer.Serialize(samples, Indented);
}
