using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Airflow.Engine.Telemetry;

namespace Airflow.Conformance.Telemetry;

/// <summary>Every metric of ours is one of Airflow's registry: the same name, kind and former name.</summary>
[Trait("Category", "Conformance")]
public sealed class MetricNamesTests
{
    private static readonly JsonArray Registry = JsonNode.Parse(File.ReadAllText(Path.Combine(
        Environment.GetEnvironmentVariable("AIRFLOW_REFERENCE") ?? Path.Combine(Vectors.Folder, "..", "reference"), "metrics.json")))!["metrics"]!.AsArray();

    public static TheoryData<string, string> Instruments()
    {
        var found = new TheoryData<string, string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == AirflowMetrics.MeterName)
                {
                    found.Add(instrument.Name, instrument switch
                    {
                        Histogram<double> => "timer",
                        Gauge<double> => "gauge",
                        _ => "counter",
                    });
                }
            },
        };
        RuntimeHelpers.RunClassConstructor(typeof(AirflowMetrics).TypeHandle);
        listener.Start();
        return found;
    }

    [Theory]
    [MemberData(nameof(Instruments))]
    public void A_metric_is_called_as_in_Airflow(string name, string kind)
    {
        var entry = Registry.Single(metric => (string)metric!["name"]! is var known && (known == name || (known[0] == '{' && name.EndsWith("job" + known[(known.IndexOf('}') + 1)..], StringComparison.Ordinal))))!;

        ((string)entry["type"]!).ShouldBe(kind);
        var legacy = (string)entry["legacy_name"]!;
        LegacyNames.All.GetValueOrDefault(name, "-").ShouldBe(legacy);
    }

    [Fact]
    public void Former_names_belong_to_metrics_that_are_there() =>
        LegacyNames.All.Keys.Except(Instruments().Select(row => row.Data.Item1), StringComparer.Ordinal).ShouldBeEmpty();

}
