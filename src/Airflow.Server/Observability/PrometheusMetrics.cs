using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Airflow.Engine.Telemetry;

namespace Airflow.Server.Observability;

/// <summary>
/// Adds up what is measured in this process, and writes it in the text format of Prometheus: Airflow's names with underscores, durations
/// in seconds as Prometheus has them.
/// </summary>
public sealed class PrometheusMetrics : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>More series than that are a mistake of names, and would only cost memory.</summary>
    private const int MostSeries = 20_000;

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<(string Name, string Labels), Series> all = new();
    private readonly MetricFilter filter;
    private readonly string prefix;

    /// <param name="prefix">First part of every name.</param>
    /// <param name="filter">Which metrics are there.</param>
    public PrometheusMetrics(string prefix, MetricFilter filter)
    {
        this.prefix = prefix;
        this.filter = filter;
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == AirflowMetrics.MeterName && this.filter.Passes(instrument.Name))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
    }

    public string Render()
    {
        var text = new StringBuilder();
        foreach (var metric in all.GroupBy(entry => entry.Key.Name, StringComparer.Ordinal).OrderBy(metric => metric.Key, StringComparer.Ordinal))
        {
            var kind = metric.First().Value.Kind;
            text.Append("# TYPE ").Append(metric.Key).Append(' ').Append(kind).Append('\n');
            foreach (var (key, series) in metric.OrderBy(entry => entry.Key.Labels, StringComparer.Ordinal))
            {
                series.Write(text, key.Name, key.Labels);
            }
        }

        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (NameOf(instrument.Name), Labels(tags));
        if (!all.TryGetValue(key, out var series))
        {
            if (all.Count >= MostSeries)
            {
                return;
            }

            series = all.GetOrAdd(key, static (_, kind) => new Series(kind), instrument switch
            {
                Histogram<double> => "summary",
                Gauge<double> => "gauge",
                _ => "counter",
            });
        }

        series.Add(value);
    }

    private string NameOf(string name) => string.Concat($"{prefix}_{name}".Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            var text = (value?.ToString() ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            labels.Append(labels.Length == 0 ? "{" : ",").Append(name).Append("=\"").Append(text).Append('"');
        }

        return labels.Length == 0 ? "" : labels.Append('}').ToString();
    }

    /// <summary>One line, or the two of a duration.</summary>
    private sealed class Series(string kind)
    {
        private readonly Lock gate = new();
        private double sum;
        private long count;

        public string Kind => kind;

        public void Add(double value)
        {
            lock (gate)
            {
                count++;
                sum = kind == "gauge" ? value : sum + (kind == "summary" ? value / 1000 : value);
            }
        }

        public void Write(StringBuilder text, string name, string labels)
        {
            lock (gate)
            {
                if (kind == "summary")
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}_sum{labels} {sum}\n{name}_count{labels} {count}\n");
                }
                else
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {sum}\n");
                }
            }
        }
    }
}
