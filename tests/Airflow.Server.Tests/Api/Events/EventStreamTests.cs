using System.Net;
using System.Net.Http.Headers;

namespace Airflow.Server.Tests.Api.Events;

/// <summary>Many streams at once; benchmarks/rest/events does it with 10,000.</summary>
public sealed class EventStreamTests : IAsyncLifetime
{
    private const int Limit = 400;

    private ApiServer server = null!;
    private string token = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync(("AIRFLOW__API__EVENT_STREAM_LIMIT", $"{Limit}"));
        token = await server.TokenOfAsync("viewer");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task All_are_told_others_are_answered_and_one_too_many_is_refused_until_one_ends()
    {
        var streams = await Task.WhenAll(Enumerable.Range(0, Limit).Select(_ => OpenAsync()));
        streams.ShouldAllBe(stream => stream.StatusCode == HttpStatusCode.OK);

        using (var refused = await OpenAsync())
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
            (await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("[api] event_stream_limit");
        }

        var readers = await Task.WhenAll(streams.Select(static async stream => new StreamReader(await stream.Content.ReadAsStreamAsync(Cancel))));
        server.Events.Backlog.Add([("run", "d", "r1", "{\"state\":\"success\"}"u8.ToArray())]);
        var told = await Task.WhenAll(readers.Select(ReadAsync));
        told.Distinct().ShouldHaveSingleItem().ShouldBe("{\"state\":\"success\"}");
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/dags", token)).ShouldBe(200);

        streams[0].Dispose();
        HttpResponseMessage again;
        do
        {
            again = await OpenAsync();
        }
        while (again.StatusCode != HttpStatusCode.OK && !Cancel.IsCancellationRequested);

        again.Dispose();
        foreach (var stream in streams)
        {
            stream.Dispose();
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader)
    {
        while (true)
        {
            var line = await reader.ReadLineAsync(Cancel) ?? throw new EndOfStreamException("The stream ended before anything was told.");
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return line["data: ".Length..];
            }
        }
    }

    private Task<HttpResponseMessage> OpenAsync()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/api/v2/events?kind=run"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }
}
