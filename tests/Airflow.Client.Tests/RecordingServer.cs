using System.Net;
using Airflow.Shared;

namespace Airflow.Client.Tests;

/// <summary>A web server that keeps what it is asked and answers what it is told to.</summary>
internal sealed class RecordingServer : IDisposable
{
    private readonly HttpListener listener = new();

    public RecordingServer(int status, string answer)
    {
        Address = new Uri($"http://localhost:{FreePort.Find()}/base");
        listener.Prefixes.Add($"{Address}/");
        listener.Start();
        _ = ServeAsync(status, answer);
    }

    public Uri Address { get; }

    public List<(string Method, string Path, string? Authorization, string Body)> Asked { get; } = [];

    public void Dispose() => listener.Close();

    private async Task ServeAsync(int status, string answer)
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                Asked.Add((context.Request.HttpMethod, context.Request.RawUrl!, context.Request.Headers["Authorization"], await reader.ReadToEndAsync()));
                context.Response.StatusCode = status;
                await using var writer = new StreamWriter(context.Response.OutputStream);
                await writer.WriteAsync(answer);
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or HttpListenerException)
        {
            // the test is over
        }
    }
}
