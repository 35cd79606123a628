using Airflow.Engine.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Airflow.Server.Observability;

/// <summary>Sends metrics to an OpenTelemetry collector at intervals.</summary>
public sealed class OtlpMetrics : IDisposable
{
    private readonly MeterProvider provider;

    public OtlpMetrics(OtlpOptions options, MetricFilter filter)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(filter);
        provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService(options.Service))
            .AddMeter(AirflowMetrics.MeterName)
            .AddView(instrument => filter.Passes(instrument.Name) ? new MetricStreamConfiguration { Name = $"{options.Prefix}.{instrument.Name}" } : MetricStreamConfiguration.Drop)
            .AddOtlpExporter((exporter, reader) =>
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Endpoint = new Uri(options.Endpoint, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Interval.TotalMilliseconds;
            })
            .Build();
    }

    /// <summary>Sends what is left.</summary>
    public void Dispose() => provider.Dispose();
}
