using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Airflow.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace Airflow.Server.Observability;

/// <summary>
/// Sends spans to an OpenTelemetry collector as OTLP in JSON. The SDK's exporter is of no use here: it makes up the id of each span, and ours
/// follow from runs and tries, so that a try that ends on one host finds the span of a run that another one began.
/// </summary>
public sealed partial class OtlpSpans : IAsyncDisposable, IObserver<KeyValuePair<string, object?>>
{
    private const int Capacity = 10_000;
    private const int LargestBatch = 500;
    private const int InternalSpan = 1;
    private const int ErrorStatus = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Channel<FinishedSpan> spans = Channel.CreateBounded<FinishedSpan>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly HttpClient client = new() { Timeout = Patience };
    private readonly OtlpOptions options;
    private readonly ILogger logger;
    private readonly IDisposable subscription;
    private readonly Task sending;

    public OtlpSpans(OtlpOptions options, ILogger<OtlpSpans> logger)
    {
        this.options = options;
        this.logger = logger;
        sending = Task.Run(SendAllAsync);
        subscription = AirflowTraces.Source.Subscribe(this, static name => name == AirflowTraces.Span);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is FinishedSpan span)
        {
            spans.Writer.TryWrite(span);
        }
    }

    public void OnError(Exception error) => Log.NotSent(logger, options.Endpoint, error.Message);

    public void OnCompleted() => spans.Writer.TryComplete();

    /// <summary>Sends what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        subscription.Dispose();
        spans.Writer.TryComplete();
        await sending;
        client.Dispose();
    }

    private async Task SendAllAsync()
    {
        while (await spans.Reader.WaitToReadAsync())
        {
            List<FinishedSpan> batch = [];
            while (batch.Count < LargestBatch && spans.Reader.TryRead(out var span))
            {
                batch.Add(span);
            }

            try
            {
                using var answer = await client.PostAsJsonAsync(new Uri(options.Endpoint, "v1/traces"), Request(batch));
                answer.EnsureSuccessStatusCode();
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                Log.NotSent(logger, options.Endpoint, exception.Message);
            }
        }
    }

    private JsonObject Request(IEnumerable<FinishedSpan> batch) => new()
    {
        ["resourceSpans"] = new JsonArray(new JsonObject
        {
            ["resource"] = new JsonObject { ["attributes"] = new JsonArray(Attribute("service.name", options.Service)) },
            ["scopeSpans"] = new JsonArray(new JsonObject
            {
                ["scope"] = new JsonObject { ["name"] = AirflowMetrics.MeterName },
                ["spans"] = new JsonArray([.. batch.Select(Span)]),
            }),
        }),
    };

    private static JsonObject Span(FinishedSpan span) => new()
    {
        ["traceId"] = span.TraceId,
        ["spanId"] = span.SpanId,
        ["parentSpanId"] = span.ParentSpanId ?? "",
        ["name"] = span.Name,
        ["kind"] = InternalSpan,
        ["startTimeUnixNano"] = Nanoseconds(span.Start),
        ["endTimeUnixNano"] = Nanoseconds(span.End),
        ["attributes"] = new JsonArray([.. span.Attributes.Select(attribute => Attribute(attribute.Key, attribute.Value))]),
        ["status"] = span.IsError ? new JsonObject { ["code"] = ErrorStatus, ["message"] = span.Message ?? "" } : [],
    };

    private static JsonObject Attribute(string key, object value) => new()
    {
        ["key"] = key,
        ["value"] = value is int number
            ? new JsonObject { ["intValue"] = number.ToString(CultureInfo.InvariantCulture) }
            : new JsonObject { ["stringValue"] = value.ToString() },
    };

    private static string Nanoseconds(DateTimeOffset time) =>
        ((time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick).ToString(CultureInfo.InvariantCulture);

    private static partial class Log
    {
        [LoggerMessage(7402, LogLevel.Warning, "Traces cannot be sent to {Endpoint}: {Reason}")]
        public static partial void NotSent(ILogger logger, Uri endpoint, string reason);
    }
}
