using System.Text.Json.Nodes;

namespace Airflow.Server.Tests.Api.Connections;

/// <summary>What changing and testing connections, pools and variables keeps and refuses.</summary>
public sealed class ConnectionRuleTests : IAsyncLifetime
{
    private const string Stored = """{"connection_id": "c", "conn_type": "http", "host": "mine", "port": 80, "login": "l", "password": "secret"}""";

    private ApiServer server = null!;
    private string token = "";

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync(("AIRFLOW__CORE__TEST_CONNECTION", "Enabled"));
        token = await server.TokenOfAsync("admin");
        await server.JsonAsync(HttpMethod.Post, "/api/v2/connections", token, JsonNode.Parse(Stored));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("""{"connection_id": "c", "conn_type": "http", "host": "elsewhere"}""", 400)]
    [InlineData("""{"connection_id": "c", "conn_type": "http", "host": "elsewhere", "password": "***"}""", 400)]
    [InlineData("""{"connection_id": "c", "conn_type": "http", "port": 81}""", 400)]
    [InlineData("""{"connection_id": "c", "conn_type": "http", "host": "elsewhere", "password": "of my own"}""", 200)]
    [InlineData("""{"connection_id": "c", "conn_type": "http", "host": "mine", "port": 80, "password": "***"}""", 200)]
    public async Task A_stored_secret_is_tried_nowhere_but_where_it_belongs(string body, int status) =>
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/connections/test", token, JsonNode.Parse(body))).ShouldBe(status);

    [Fact]
    public async Task A_token_leads_nowhere_for_who_may_not_see_connections()
    {
        var queued = await server.JsonAsync(HttpMethod.Post, "/api/v2/connections/enqueue-test", token, JsonNode.Parse(Stored));
        var header = ("Airflow-Connection-Test-Token", (string)queued["token"]!);

        (await server.StatusAsync(HttpMethod.Get, "/api/v2/connections/enqueue-test", token, null, header)).ShouldBe(200);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/connections/enqueue-test", await server.TokenOfAsync("viewer"), null, header)).ShouldBe(404);
    }

    [Fact]
    public async Task Overwriting_keeps_what_is_left_out()
    {
        await BulkAsync("connections", """{"connection_id": "c", "conn_type": "ftp"}""");
        await server.JsonAsync(HttpMethod.Post, "/api/v2/pools", token, new { name = "p", slots = 1, description = "kept", include_deferred = true });
        await BulkAsync("pools", """{"name": "p", "slots": 2}""");

        var connection = await server.JsonAsync(HttpMethod.Get, "/api/v2/connections/c", token);
        ((string?)connection["conn_type"]).ShouldBe("ftp");
        ((string?)connection["host"]).ShouldBe("mine");
        ((string?)connection["password"]).ShouldBe("***");
        var pool = await server.JsonAsync(HttpMethod.Get, "/api/v2/pools/p", token);
        ((int)pool["slots"]!).ShouldBe(2);
        ((string?)pool["description"]).ShouldBe("kept");
        ((bool)pool["include_deferred"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task An_extra_without_a_letter_is_one_without_a_key() =>
        ((string?)(await server.JsonAsync(HttpMethod.Post, "/api/v2/connections", token, new { connection_id = "e", conn_type = "http", extra = "" }))["extra"]).ShouldBe("{}");

    [Fact]
    public async Task The_key_of_a_variable_never_changes()
    {
        await server.JsonAsync(HttpMethod.Post, "/api/v2/variables", token, new { key = "v", value = "1" });

        using var answer = await server.SendAsync(HttpMethod.Patch, "/api/v2/variables/v?update_mask=key&update_mask=value", token, new { key = "v", value = "2" });
        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Update not allowed: the following fields are immutable and cannot be modified: {'key'}");
    }

    [Theory]
    [InlineData("GET", "/api/v2/eventLogs/x", "", 400, "'event_log_id' must be an integer")]
    [InlineData("POST", "/api/v2/backfills", """{"dag_id": 5}""", 400, "'dag_id' must be a string")]
    [InlineData("POST", "/api/v2/assets/events", """{"asset_id": 1, "partition_key": " "}""", 422, "String should match pattern")]
    [InlineData("GET", "/api/v2/config?section=", "", 403, "chose not to expose")]
    public async Task What_cannot_be_read_is_refused_in_Airflows_words(string method, string path, string body, int status, string words)
    {
        using var answer = await server.SendAsync(new HttpMethod(method), path, token, body.Length == 0 ? null : JsonNode.Parse(body));

        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(words);
    }

    private Task<JsonNode> BulkAsync(string what, string entity) => server.JsonAsync(
        HttpMethod.Patch, $"/api/v2/{what}", token, JsonNode.Parse($$"""{"actions": [{"action": "create", "action_on_existence": "overwrite", "entities": [{{entity}}]}]}"""));
}
