using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Airflow.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace Airflow.Server.Observability;

/// <summary>Sends every measurement to a StatsD server over UDP, several in a datagram; what does not fit into the line meanwhile is dropped.</summary>
public sealed partial class StatsdExporter : IAsyncDisposable
{
    private const int LongestDatagram = 512;
    private const int Capacity = 10_000;
    private readonly Channel<string> lines = Channel.CreateBounded<string>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly MeterListener listener = new();
    private readonly StatsdOptions options;
    private readonly MetricFilter filter;
    private readonly ILogger logger;
    private readonly Task sending;

    public StatsdExporter(StatsdOptions options, MetricFilter filter, ILogger<StatsdExporter> logger)
    {
        this.options = options;
        this.filter = filter;
        this.logger = logger;
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == AirflowMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        sending = Task.Run(SendAllAsync);
        listener.Start();
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        lines.Writer.TryComplete();
        await sending;
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kind = instrument switch
        {
            Histogram<double> => "ms",
            Gauge<double> => "g",
            _ => "c",
        };
        if (options.HasLegacyNames && LegacyNames.Of(instrument.Name, tags) is { } legacy && filter.Passes(legacy))
        {
            lines.Writer.TryWrite(Line(legacy, value, kind, []));
        }

        if (filter.Passes(instrument.Name))
        {
            lines.Writer.TryWrite(Line(instrument.Name, value, kind, tags));
        }
    }

    private string Line(string name, double value, string kind, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var line = new StringBuilder(options.Prefix.Length == 0 ? "" : options.Prefix + ".");
        AppendName(line, name);
        var written = Written(tags);
        if (options.Tags == StatsdTags.Influx)
        {
            written.ForEach(tag => line.Append(',').Append(tag.Name).Append('=').Append(tag.Value));
        }

        // a gauge below zero is set to zero first: a sign alone means a change
        if (kind == "g" && value < 0)
        {
            line.Insert(0, line + ":0|g\n");
        }

        line.Append(':').Append(value.ToString("0.######", CultureInfo.InvariantCulture)).Append('|').Append(kind);
        if (options.Tags == StatsdTags.Datadog && (written.Count > 0 || options.ConstantTags.Count > 0))
        {
            line.Append("|#").AppendJoin(',', written.Select(tag => $"{tag.Name}:{tag.Value}").Concat(options.ConstantTags));
        }

        return line.ToString();
    }

    private List<(string Name, string Value)> Written(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        List<(string, string)> written = [];
        if (options.Tags == StatsdTags.None)
        {
            return written;
        }

        foreach (var (name, value) in tags)
        {
            if (!options.DisabledTags.Contains(name))
            {
                var text = new StringBuilder();
                AppendName(text, value?.ToString() ?? "");
                written.Add((name, text.ToString()));
            }
        }

        return written;
    }

    /// <summary>Colons, bars and the like mean something else on the wire.</summary>
    private static void AppendName(StringBuilder line, string name)
    {
        foreach (var letter in name)
        {
            line.Append(char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '/' ? letter : '_');
        }
    }

    private async Task SendAllAsync()
    {
        using var client = new UdpClient(options.IsIpv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
        var isTold = false;
        var datagram = new StringBuilder();
        await foreach (var line in lines.Reader.ReadAllAsync())
        {
            datagram.Append(line);
            while (lines.Reader.TryPeek(out var next) && datagram.Length + next.Length < LongestDatagram && lines.Reader.TryRead(out next))
            {
                datagram.Append('\n').Append(next);
            }

            try
            {
                await client.SendAsync(Encoding.ASCII.GetBytes(datagram.ToString()), options.Host, options.Port, CancellationToken.None);
            }
            catch (SocketException exception)
            {
                if (!isTold)
                {
                    isTold = true;
                    Log.NotSent(logger, options.Host, options.Port, exception.Message);
                }
            }

            datagram.Clear();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7401, LogLevel.Warning, "Metrics cannot be sent to StatsD at {Host}:{Port}: {Reason}")]
        public static partial void NotSent(ILogger logger, string host, int port, string reason);
    }
}
