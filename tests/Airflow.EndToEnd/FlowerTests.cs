using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Airflow.Shared;

namespace Airflow.EndToEnd;

/// <summary>airflow celery flower as the tutorials type it.</summary>
public sealed class FlowerTests : IAsyncLifetime
{
    private readonly StandaloneHome _home = new();
    private readonly int _port = FreePort.Find();
    private RedisServer? _redis;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private (string Name, string Value)[] Settings => [("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor"), ("AIRFLOW__CELERY__BROKER_URL", _redis!.Url)];

    public async ValueTask InitializeAsync() => _redis = await RedisServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _home.DisposeAsync();
        await (_redis?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Theory]
    [InlineData("celery flower -D --basic-auth admin:pw --url-prefix flower --port")]
    [InlineData("flower -D --basic_auth admin:pw --url_prefix flower -p")]
    public async Task In_the_background_it_answers_who_may_ask_and_stops_even_while_a_page_is_open(string line)
    {
        var start = await _home.RunAsync([.. line.Split(' '), $"{_port}"], Settings);
        start.ExitCode.ShouldBe(0, start.Error);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };

        (await http.GetAsync(new Uri("/flower/workers", UriKind.Relative), Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("admin:pw")));
        (await http.GetStringAsync(new Uri("/flower/workers", UriKind.Relative), Cancel)).ShouldContain("No worker has been heard");
        await using var page = await http.GetStreamAsync(new Uri("/flower/live", UriKind.Relative), Cancel);

        var second = await _home.RunAsync(["celery", "flower", "--port", $"{_port}"], Settings);
        second.ExitCode.ShouldBe(1);
        second.Error.ShouldContain($"Port {_port}");
        var stop = await _home.RunAsync(["celery", "flower", "stop"], Settings);
        stop.ExitCode.ShouldBe(0, stop.Error);
        stop.Error.ShouldNotContain("was killed");
    }
}
