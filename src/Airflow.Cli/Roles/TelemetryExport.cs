using Airflow.Engine;
using Airflow.Engine.Configuration;
using Airflow.Server.Observability;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>Sends what this process measures wherever [metrics] and [traces] say, as long as the process runs.</summary>
internal sealed class TelemetryExport : IAsyncDisposable
{
    private const int OtlpPort = 4318;
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(60);
    private readonly StatsdExporter? _statsd;
    private readonly OtlpMetrics? _otlp;
    private readonly OtlpSpans? _spans;
    private readonly PrometheusMetrics? _prometheus;

    public TelemetryExport(AirflowConfiguration configuration, ILoggerFactory loggers)
    {
        var filter = new MetricFilter(Text(configuration, "metrics_allow_list"), Text(configuration, "metrics_block_list"));
        if (configuration.GetBool("metrics", "statsd_on"))
        {
            _statsd = new StatsdExporter(Statsd(configuration), filter, loggers.CreateLogger<StatsdExporter>());
        }

        if (configuration.GetBool("metrics", "otel_on"))
        {
            _otlp = new OtlpMetrics(Otlp(configuration, "metrics"), filter);
        }

        if (configuration.GetBool("traces", "otel_on"))
        {
            _spans = new OtlpSpans(Otlp(configuration, "traces"), loggers.CreateLogger<OtlpSpans>());
        }

        if (configuration.GetBool("metrics", "prometheus_on"))
        {
            _prometheus = new PrometheusMetrics("airflow", filter);
            Endpoint = new MetricsEndpoint(_prometheus, Text(configuration, "prometheus_token"));
        }
    }

    /// <summary>/metrics; null when it is switched off.</summary>
    public MetricsEndpoint? Endpoint { get; }

    public async ValueTask DisposeAsync()
    {
        await (_statsd?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_spans?.DisposeAsync() ?? ValueTask.CompletedTask);
        _otlp?.Dispose();
        _prometheus?.Dispose();
    }

    private static StatsdOptions Statsd(AirflowConfiguration configuration)
    {
        var isDatadog = configuration.GetBool("metrics", "statsd_datadog_enabled");
        return new StatsdOptions
        {
            Host = Text(configuration, "statsd_host"),
            Port = configuration.GetInt("metrics", "statsd_port"),
            IsIpv6 = configuration.GetBool("metrics", "statsd_ipv6"),
            Prefix = Text(configuration, "statsd_prefix"),
            HasLegacyNames = configuration.GetBool("metrics", "legacy_names_on"),
            Tags = isDatadog && configuration.GetBool("metrics", "statsd_datadog_metrics_tags") ? StatsdTags.Datadog
                : configuration.GetBool("metrics", "statsd_influxdb_enabled") ? StatsdTags.Influx
                : StatsdTags.None,
            ConstantTags = isDatadog ? List(Text(configuration, "statsd_datadog_tags")) : [],
            DisabledTags = List(Text(configuration, "statsd_disabled_tags")).ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>As in Airflow, the variables of OpenTelemetry go before the options.</summary>
    private static OtlpOptions Otlp(AirflowConfiguration configuration, string section)
    {
        var environment = configuration.Inputs.Environment;
        var text = environment.GetValueOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 } endpoint ? endpoint
            : $"{(configuration.Find(section, "otel_ssl_active")?.Text is { Length: > 0 } && configuration.GetBool(section, "otel_ssl_active") ? "https" : "http")}://"
                + $"{(configuration.Find(section, "otel_host")?.Text is { Length: > 0 } host ? host : "localhost")}:"
                + $"{(configuration.Find(section, "otel_port")?.Text is { Length: > 0 } port ? port : OtlpPort.ToString(System.Globalization.CultureInfo.InvariantCulture))}";
        return new OtlpOptions
        {
            Endpoint = Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var uri)
                ? uri
                : throw new AirflowException("config_invalid", $"[{section}] otel_host and otel_port make no address: '{text}'."),
            Service = environment.GetValueOrDefault("OTEL_SERVICE_NAME") is { Length: > 0 } name ? name
                : configuration.Find(section, "otel_service")?.Text is { Length: > 0 } service ? service
                : "Airflow",
            Prefix = configuration.Find(section, "otel_prefix")?.Text is { Length: > 0 } prefix ? prefix : "airflow",
            Interval = configuration.Find(section, "otel_interval_milliseconds")?.Text is { Length: > 0 }
                ? TimeSpan.FromMilliseconds(configuration.GetInt(section, "otel_interval_milliseconds"))
                : DefaultInterval,
        };
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Text(AirflowConfiguration configuration, string key) => configuration.Find("metrics", key)?.Text ?? "";
}
