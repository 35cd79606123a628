using System.Diagnostics;
using System.Text.Json.Nodes;
using Airflow.Celery.Tests.Harness;
using Airflow.Shared;

namespace Airflow.Celery.Tests.Tools;

/// <summary>A Flower 2.2 for all tests of a class.</summary>
public sealed class RealFlower : IDisposable
{
    private readonly int port = FreePort.Find();
    private Process? process;

    public RealFlower() => Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

    public HttpClient Http { get; }

    /// <summary>Starts it, or finds it started, and waits until it answers.</summary>
    public async Task StartAsync(string brokerUrl)
    {
        var programs = await PythonTools.Celery.RequireAsync();
        process ??= PythonTools.Start(
            Path.Combine(programs, "celery"), AirflowApp.Environment(brokerUrl), "-A", AirflowApp.Name, "flower", "--address=127.0.0.1", $"--port={port}");
        await Eventually.TrueAsync(async () => await TryGetAsync("/api/workers") is not null, "Flower answers");
    }

    public async Task<JsonNode?> TryGetAsync(string path)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Presses a button; answers the status, the message and how often it had to be pressed.</summary>
    public async Task<(int Status, string Text, int Times)> PostAsync(string path)
    {
        for (var times = 1; ; times++)
        {
            using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), null, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            // so Flower says that nobody answered within its second; the worker may have obeyed all the same
            if (!text.Contains("Unknown reason", StringComparison.Ordinal) || times == 30)
            {
                return ((int)response.StatusCode, text, times);
            }
        }
    }

    public void Dispose()
    {
        process?.Kill(entireProcessTree: true);
        process?.Dispose();
        Http.Dispose();
    }
}
