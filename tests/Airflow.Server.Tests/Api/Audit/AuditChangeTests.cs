using System.Text.Json.Nodes;

namespace Airflow.Server.Tests.Api.Audit;

/// <summary>The audit log says what stood before a change and what after it, and never a secret.</summary>
public sealed class AuditChangeTests : IAsyncLifetime
{
    private ApiServer server = null!;
    private string admin = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        admin = await server.TokenOfAsync("admin");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_pool_was_one_size_and_is_another()
    {
        await server.JsonAsync(HttpMethod.Post, "/api/v2/pools", admin, new { name = "loads", slots = 3, description = "old" });
        await server.JsonAsync(HttpMethod.Patch, "/api/v2/pools/loads?update_mask=slots", admin, new { pool = "loads", slots = 5, include_deferred = false });
        (await server.StatusAsync(HttpMethod.Delete, "/api/v2/pools/loads", admin)).ShouldBe(204);

        var patched = await ExtraAsync("patch_pool");
        ((int)patched["slots"]!).ShouldBe(5);
        ((int)patched["before"]!["slots"]!).ShouldBe(3);
        ((int)(await ExtraAsync("delete_pool"))["before"]!["slots"]!).ShouldBe(5);
    }

    [Fact]
    public async Task Secrets_are_hidden_before_and_after()
    {
        await server.JsonAsync(HttpMethod.Post, "/api/v2/variables", admin, new { key = "api_token", value = "first secret" });
        await server.JsonAsync(HttpMethod.Patch, "/api/v2/variables/api_token", admin, new { key = "api_token", value = "second secret", description = "new" });
        await server.JsonAsync(HttpMethod.Post, "/api/v2/connections", admin, new { connection_id = "db", conn_type = "postgres", host = "one", password = "first secret" });
        await server.JsonAsync(HttpMethod.Patch, "/api/v2/connections/db?update_mask=host&update_mask=password", admin, new { connection_id = "db", conn_type = "postgres", host = "two", password = "second secret" });
        (await server.StatusAsync(HttpMethod.Delete, "/api/v2/connections/db", admin)).ShouldBe(204);
        (await server.StatusAsync(HttpMethod.Delete, "/api/v2/variables/api_token", admin)).ShouldBe(204);

        ((string?)(await ExtraAsync("patch_variable"))["description"]).ShouldBe("new");
        var patched = await ExtraAsync("patch_connection");
        ((string?)patched["host"]).ShouldBe("two");
        ((string?)patched["before"]!["host"]).ShouldBe("one");
        ((string?)(await ExtraAsync("delete_connection"))["before"]!["host"]).ShouldBe("two");
        (await server.JsonAsync(HttpMethod.Get, "/api/v2/eventLogs?limit=100", admin)).ToJsonString().ShouldNotContain("secret");
    }

    private async Task<JsonNode> ExtraAsync(string name) =>
        JsonNode.Parse((string)(await server.JsonAsync(HttpMethod.Get, $"/api/v2/eventLogs?event={name}", admin))["event_logs"]!.AsArray().ShouldHaveSingleItem()!["extra"]!)!;
}
