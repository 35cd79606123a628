using Airflow.Engine;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Execution.Tokens;

namespace Airflow.Conformance.Execution;

/// <summary>How a worker joins, and who may not.</summary>
public sealed class RemoteConnectionTests : IAsyncLifetime
{
    private ExecutionServer server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await ExecutionServer.StartAsync(Cancel);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_worker_gets_the_settings_and_is_told_what_differs()
    {
        using var connection = server.Connect(server.ConnectOptions() with
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["core.parallelism"] = "9", ["core.default_timezone"] = "Asia/Seoul" },
        });

        var joined = await connection.JoinAsync(Cancel);

        joined.Settings["core.parallelism"].ShouldBe("7");
        joined.Differences.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create("core.parallelism", "7"));
        joined.Version.ShouldBe("1.2.3");
    }

    [Fact]
    public async Task Who_does_not_know_the_secret_may_not_join()
    {
        using var connection = server.Connect(server.ConnectOptions() with { JoinSecret = "guess" });

        (await Should.ThrowAsync<AirflowException>(() => connection.JoinAsync(Cancel))).ShouldSatisfyAllConditions(
            error => error.Code.ShouldBe("join_refused"), error => error.Message.ShouldContain("worker-a"));
    }

    [Fact]
    public async Task Who_speaks_another_protocol_may_not_join_and_is_told_which_releases_they_are()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, $"{RemoteCalls.Prefix}/{RemoteCalls.Join.Name}"));
        var token = JoinTokens.For(ExecutionServer.JoinSecret, TimeProvider.System).Issue("worker-a", TokenScopes.Join, JoinTokens.Lifetime);
        request.Headers.Add("Authorization", $"Bearer {token}");
        request.Content = new StringContent($$"""{ "Hostname":"worker-a","Protocol":{{RemoteCalls.Protocol + 1}},"Version":"9.8.7","Settings":{ } }""");

        using var response = await server.Client.SendAsync(request, Cancel);

        response.IsSuccessStatusCode.ShouldBeFalse();
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldSatisfyAllConditions(
            answer => answer.ShouldContain("version_mismatch"),
            answer => answer.ShouldContain($"is of release 9.8.7 and speaks protocol {RemoteCalls.Protocol + 1}; this api-server is of release 1.2.3"));
    }

    [Fact]
    public void Without_a_secret_there_is_nothing_to_join_with() =>
        Should.Throw<AirflowException>(() => server.Connect(server.ConnectOptions() with { JoinSecret = "" })).Code.ShouldBe("join_secret_missing");

    [Fact]
    public async Task The_token_of_a_try_is_none_of_a_worker()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, $"{RemoteCalls.Prefix}/variable/get"));
        request.Headers.Add("Authorization", $"Bearer {server.Tokens.ForTry(Guid.Empty)}");
        request.Content = new StringContent("""{"Name":"x"}""");

        using var response = await server.Client.SendAsync(request, Cancel);

        ((int)response.StatusCode).ShouldBe(403);
    }

    [Fact]
    public async Task The_token_of_a_worker_is_none_of_a_try()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/execution/variables/x"));
        request.Headers.Add("Authorization", $"Bearer {server.Tokens.Issue("worker-a", "worker", TimeSpan.FromMinutes(1))}");

        using var response = await server.Client.SendAsync(request, Cancel);

        ((int)response.StatusCode).ShouldBe(403);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_passing_trouble()
    {
        using var connection = server.Connect(server.ConnectOptions() with { Server = new Uri("http://127.0.0.1:1/execution/"), Attempts = 2 });

        (await Should.ThrowAsync<AirflowException>(() => connection.JoinAsync(Cancel))).ShouldSatisfyAllConditions(
            error => error.Code.ShouldBe("api_server_unreachable"), error => error.IsTransient.ShouldBeTrue());
    }
}
