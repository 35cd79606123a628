using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Brokers.Memory;
using Airflow.Celery.Flower;
using Airflow.Celery.Flower.Http;
using Airflow.Celery.Tests.Harness;
using Airflow.Celery.Workers;
using Airflow.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Flower;

/// <summary>A monitor of ours beside a worker of ours, over a broker in memory.</summary>
internal sealed class MonitorFixture : IAsyncDisposable
{
    public const string Node = "w1@demo";

    /// <summary>What the monitor asks a worker for, each in a question of its own.</summary>
    private static readonly string[] Asked = ["stats", "active_queues", "registered", "scheduled", "active", "reserved", "revoked", "conf"];

    private MonitorFixture(FlowerOptions options)
    {
        Runner = new FakeRunner(new ConcurrentDictionary<Guid, string>());
        Broker = new MemoryBroker();
        Server = new FlowerServer(Broker, options, TimeProvider.System, NullLoggerFactory.Instance);
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{options.Port}") };
    }

    public IBroker Broker { get; }

    public FakeRunner Runner { get; }

    public FlowerServer Server { get; }

    public HttpClient Http { get; }

    public CeleryWorker? Worker { get; private set; }

    /// <param name="change">What is not as usual.</param>
    /// <param name="workers">How the worker is; null for none.</param>
    public static async Task<MonitorFixture> StartAsync(Func<FlowerOptions, FlowerOptions>? change = null, CeleryWorkerOptions? workers = null, bool hasWorker = true)
    {
        var options = new FlowerOptions { Host = "127.0.0.1", Port = FreePort.Find(), AskInterval = TimeSpan.FromMilliseconds(200), InspectTimeout = TimeSpan.FromMilliseconds(300) };
        var fixture = new MonitorFixture(change?.Invoke(options) ?? options);
        await fixture.Server.StartAsync(TestContext.Current.CancellationToken);
        await fixture.Server.FollowingAsync();
        if (hasWorker)
        {
            await fixture.StartWorkerAsync(workers ?? new CeleryWorkerOptions { NodeName = Node, Queues = ["default"], Concurrency = 2, AreTaskEventsOn = true });
        }

        return fixture;
    }

    public Task<string> GetAsync(string path) => Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public async Task<(int Status, string Text)> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        if (Worker is { } worker)
        {
            await worker.DisposeAsync();
        }

        await Broker.DisposeAsync();
    }

    private async Task StartWorkerAsync(CeleryWorkerOptions options)
    {
        Worker = new CeleryWorker(Broker, Runner, options, TimeProvider.System, NullLogger<CeleryWorker>.Instance);
        await Worker.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(
            async () => JsonNode.Parse(await GetAsync("/api/workers?refresh=1"))![options.NodeName] is JsonObject known && Asked.All(known.ContainsKey)
                && (await GetAsync("/api/workers?status=1")).Contains(options.NodeName, StringComparison.Ordinal),
            "the monitor sees all of the worker");
    }
}
