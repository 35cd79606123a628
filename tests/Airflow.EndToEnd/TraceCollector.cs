using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Airflow.Shared;

namespace Airflow.EndToEnd;

/// <summary>An OpenTelemetry collector that keeps the spans it is sent.</summary>
internal sealed class TraceCollector : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly int port = FreePort.Find();
    private readonly ConcurrentQueue<JsonObject> spans = new();

    public TraceCollector()
    {
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        _ = Task.Run(CollectAsync);
    }

    public IReadOnlyCollection<JsonObject> Spans => spans;

    /// <summary>What makes a role send its spans here.</summary>
    public (string Name, string Value)[] Settings =>
        [("AIRFLOW__TRACES__OTEL_ON", "True"), ("AIRFLOW__TRACES__OTEL_HOST", "127.0.0.1"), ("AIRFLOW__TRACES__OTEL_PORT", $"{port}")];

    public void Dispose() => listener.Close();

    private async Task CollectAsync()
    {
        while (listener.IsListening)
        {
            var context = await listener.GetContextAsync();
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            foreach (var span in JsonNode.Parse(body.ToArray())!["resourceSpans"]![0]!["scopeSpans"]![0]!["spans"]!.AsArray())
            {
                spans.Enqueue(span!.AsObject());
            }

            context.Response.Close();
        }
    }
}
