using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Airflow.Engine.Execution.Tokens;
using Airflow.Engine.Users;

namespace Airflow.Server.Tests.Api.Hostile;

/// <summary>What nobody well-meaning sends is refused, each with the status that says why, and never with a 500.</summary>
public sealed class HostileTests : IAsyncLifetime
{
    private ApiServer server = null!;
    private string token = "";

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        token = await server.TokenOfAsync("admin");
    }

    public async ValueTask DisposeAsync()
    {
        server.Log.All.ShouldNotContain(static line => line.StartsWith("Error", StringComparison.Ordinal));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Tokens_that_are_none_of_ours_let_nobody_in()
    {
        var parts = token.Split('.');
        var unsigned = $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.";
        var forged = $"{parts[0]}.{Encode("""{"sub":"admin","role":"Admin","aud":"apache-airflow","iat":0,"nbf":0,"exp":99999999999}""")}.{parts[2]}";
        var other = new TokenAuthority(new TokenOptions { Secret = "another secret"u8.ToArray(), Audiences = ["apache-airflow"] }, server.Clock);
        var tries = new TokenAuthority(new TokenOptions { Secret = Encoding.UTF8.GetBytes(ApiServer.Secret) }, server.Clock);
        var elsewhere = new TokenAuthority(new TokenOptions { Secret = Encoding.UTF8.GetBytes(ApiServer.Secret), Audiences = ["elsewhere"] }, server.Clock);
        string[] tokens =
        [
            unsigned, forged, $"{parts[0]}.{parts[1]}.", "a.b.c", "....", new string('x', 20_000),
            other.Issue("admin", null, TimeSpan.FromHours(1)),
            tries.ForTry(Guid.CreateVersion7(server.Clock.GetUtcNow())),
            tries.ForWorkload(Guid.CreateVersion7(server.Clock.GetUtcNow())),
            elsewhere.Issue("admin", null, TimeSpan.FromHours(1)),
            server.Authority.Issue("nobody", null, TimeSpan.FromHours(1)),
            "airflow_pat_", "airflow_pat_" + new string('x', 5_000),
        ];

        foreach (var one in tokens)
        {
            (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", one)).ShouldBe(403, one[..Math.Min(one.Length, 80)]);
        }

        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", null)).ShouldBe(401);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", null, null, ("Authorization", "Basic YWRtaW46YWRtaW4="))).ShouldBe(401);
        server.Clock.Advance(TimeSpan.FromDays(2));
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", token)).ShouldBe(401);
    }

    [Theory]
    [InlineData("GET", "/api/v2/pools/..%2f..%2fetc", null, 404)]
    [InlineData("GET", "/api/v2/connections/a%0D%0AInformation%20forged", null, 404)]
    [InlineData("GET", "/api/v2/no/such/route", null, 404)]
    [InlineData("GET", "/api/v2/pools?offset=-1", null, 422)]
    [InlineData("POST", "/api/v2/variables", """{"key": "k", "value": "hush", "id": 1}""", 422)]
    [InlineData("POST", "/api/v2/variables", """{"key": "k", "value": "hush" """, 422)]
    [InlineData("PATCH", "/api/v2/pools/default_pool", """{"pool": "other", "slots": 1, "include_deferred": false}""", 400)]
    public async Task What_is_refused_is_logged_in_one_line_without_what_the_body_held(string method, string path, string? body, int status)
    {
        (await server.StatusAsync(new HttpMethod(method), path, token, body is null ? null : Json(Encoding.UTF8.GetBytes(body)))).ShouldBe(status);

        var line = server.Log.All.Where(line => line.EndsWith($"was refused: {status}", StringComparison.Ordinal)).ShouldHaveSingleItem();
        line.ShouldStartWith($"Information {method} /api/v2/");
        line.ShouldNotContain('\n');
        line.ShouldNotContain("hush");
    }

    [Fact]
    public async Task Whoever_comes_with_no_good_token_is_logged()
    {
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", null)).ShouldBe(401);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", "a.b.c")).ShouldBe(403);

        var lines = server.Log.All;
        lines.ShouldContain("Information GET /api/v2/pools from 127.0.0.1 was refused: 401");
        lines.ShouldContain("Information GET /api/v2/pools from 127.0.0.1 was refused: 403");
    }

    [Theory]
    [InlineData("/api/v2/pools/..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/v2/pools/a%0Ab")]
    [InlineData("/api/v2/connections/..%2f..%2fetc")]
    [InlineData("/api/v2/connections/a%0D%0Ab")]
    [InlineData("/api/v2/variables/%F0%9F%92%A9'%22;DROP%20TABLE%20variable")]
    [InlineData("/api/v2/eventLogs/-1")]
    [InlineData("/api/v2/config/section/..%2f..%2f/option/x")]
    public async Task What_is_looked_for_by_a_strange_name_is_not_found(string path) =>
        (await server.StatusAsync(HttpMethod.Get, path, token)).ShouldBeOneOf(403, 404);

    [Fact]
    public async Task Names_of_300_letters_are_refused_or_not_found()
    {
        var name = new string('n', 300);
        (await server.StatusAsync(HttpMethod.Get, $"/api/v2/variables/{name}", token)).ShouldBe(404);
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/pools", token, new { name, slots = 1 })).ShouldBe(422);
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/variables", token, new { key = name, value = 1 })).ShouldBe(422);
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/connections", token, new { connection_id = name, conn_type = "http" })).ShouldBe(422);
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/tokens", token, new { name })).ShouldBe(422);
    }

    [Theory]
    [InlineData("/api/v2/pools?limit=1000000000&offset=9223372036854775807", 200)]
    [InlineData("/api/v2/pools?limit=99999999999999999999", 200)]
    [InlineData("/api/v2/pools?offset=-1", 422)]
    [InlineData("/api/v2/pools?pool_name_pattern=%00", 422)]
    [InlineData("/api/v2/pools?pool_name_pattern=%25%5F%5C%7C%7C", 200)]
    [InlineData("/api/v2/pools?pool_name_pattern=(a%2B)%2B%24", 200)]
    [InlineData("/api/v2/pools?order_by=id;DROP%20TABLE%20slot_pool", 400)]
    [InlineData("/api/v2/eventLogs?map_index=99999999999999999999", 200)]
    [InlineData("/api/v2/eventLogs?before=2025-01-01", 422)]
    [InlineData("/api/v2/jobs?is_alive=maybe", 422)]
    public async Task Questions_are_bounded(string path, int status) => (await server.StatusAsync(HttpMethod.Get, path, token)).ShouldBe(status);

    [Theory]
    [InlineData("""{"name": "p", "slots": 1""")]
    [InlineData("""{"name": "\ud800", "slots": 1}""")]
    [InlineData("""{"name": "a\u0000b", "slots": 1}""")]
    [InlineData("""{"name": "p", "slots": 1e400}""")]
    [InlineData("""{"name": "p", "slots": 99999999999}""")]
    [InlineData("""{"name": "p", "slots": 1, "id": 1}""")]
    [InlineData("""{"name": "p", "slots": 1, "occupied_slots": 0}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("")]
    public async Task Bodies_that_are_no_pool_are_422(string body) =>
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/pools", token, Json(Encoding.UTF8.GetBytes(body)))).ShouldBe(422);

    [Fact]
    public async Task Bytes_that_are_no_text_are_422() =>
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/pools", token, Json([.. "{\"name\": \""u8, 0xC3, 0x28, .. "\", \"slots\": 1}"u8]))).ShouldBe(422);

    [Fact]
    public async Task A_body_that_is_ten_thousand_deep_is_422()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000);
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/variables", token, Json(Encoding.UTF8.GetBytes($$"""{"key": "k", "value": {{deep}}}""")))).ShouldBe(422);
        (await server.StatusAsync(HttpMethod.Post, "/auth/token", null, Json(Encoding.UTF8.GetBytes(deep)))).ShouldBe(400);
    }

    [Fact]
    public async Task A_body_of_100_MB_is_413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/api/v2/variables")) { Content = new ByteArrayContent(new byte[100_000_000]) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.ExpectContinue = true;
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_compressed_body_is_not_unpacked()
    {
        using var buffer = new MemoryStream();
        await using (var zip = new GZipStream(buffer, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await zip.WriteAsync(new byte[10_000_000], TestContext.Current.CancellationToken);
        }

        var content = Json(buffer.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/pools", token, content)).ShouldBe(422);
    }

    [Fact]
    public async Task A_role_for_one_DAG_reaches_no_other()
    {
        await server.Stores.Users.AddRoleAsync(
            new Role("one") { Permissions = [new("can_read", "DAG:a"), new("can_edit", "DAG:a")] }, TestContext.Current.CancellationToken);
        await server.AddUserAsync("scoped", "one");

        // what roles permit is remembered for a moment
        server.Clock.Advance(TimeSpan.FromSeconds(3));
        var scoped = await server.TokenOfAsync("scoped");

        (await server.StatusAsync(HttpMethod.Get, "/api/v2/dags/a", scoped)).ShouldBe(404, "it may be asked for, and is not there");
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/dags/b", scoped)).ShouldBe(403);
        (await server.StatusAsync(HttpMethod.Patch, "/api/v2/dags/b", scoped, new { is_paused = true })).ShouldBe(403);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", scoped)).ShouldBe(403);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/variables", scoped)).ShouldBe(403);
        (await server.JsonAsync(HttpMethod.Get, "/api/v2/dags", scoped))["total_entries"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task The_tilde_and_prefixes_show_no_DAG_of_others()
    {
        await server.SaveDagAsync(new Dag("a") { Tags = ["t"] });
        await server.SaveDagAsync(new Dag("a_secret"));
        await server.Stores.Users.AddRoleAsync(
            new Role("one") { Permissions = [new("can_read", "DAG:a"), new("can_edit", "DAG:a")] }, TestContext.Current.CancellationToken);
        await server.AddUserAsync("scoped", "one");
        server.Clock.Advance(TimeSpan.FromSeconds(3));
        var scoped = await server.TokenOfAsync("scoped");
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/dags/a_secret/dagRuns", token, new { dag_run_id = "r", logical_date = (string?)null })).ShouldBe(200);

        foreach (var path in new[] { "/api/v2/dags?dag_id_pattern=%25", "/api/v2/dags?dag_id_prefix_pattern=a", "/api/v2/dags?dag_id_pattern=a_secret%7C~" })
        {
            (await server.JsonAsync(HttpMethod.Get, path, scoped)).ToJsonString().ShouldNotContain("a_secret");
        }

        (await server.JsonAsync(HttpMethod.Get, "/api/v2/dags/~/dagRuns", scoped))["total_entries"]!.GetValue<int>().ShouldBe(0);
        (await server.JsonAsync(HttpMethod.Get, "/api/v2/dags/~/dagRuns/~/taskInstances", scoped))["total_entries"]!.GetValue<int>().ShouldBe(0);
        (await server.JsonAsync(HttpMethod.Post, "/api/v2/dags/~/dagRuns/list", scoped, new { dag_ids = new[] { "a_secret" } }))["total_entries"]!.GetValue<int>().ShouldBe(0);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/dags/a%2F..%2Fa_secret", scoped)).ShouldBeOneOf(403, 404);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/dags/A_secret", scoped)).ShouldBe(403);

        // each thing of a bulk call is asked about for itself
        var action = new { action = "update", entities = new[] { new { dag_id = "a_secret", dag_run_id = "r", note = "mine" } } };
        await server.StatusAsync(HttpMethod.Patch, "/api/v2/dags/~/dagRuns", scoped, new { actions = new[] { action } });
        (await server.JsonAsync(HttpMethod.Get, "/api/v2/dags/a_secret/dagRuns/r", token))["note"].ShouldBeNull();
    }

    [Theory]
    [InlineData("pools/default_pool", """{"pool": "other", "slots": 1, "include_deferred": false}""")]
    [InlineData("variables/k", """{"key": "other", "value": "1"}""")]
    [InlineData("connections/c", """{"connection_id": "other", "conn_type": "http"}""")]
    public async Task What_the_path_names_is_not_changed_under_another_name(string path, string body)
    {
        await server.JsonAsync(HttpMethod.Post, "/api/v2/variables", token, new { key = "k", value = "0" });
        await server.JsonAsync(HttpMethod.Post, "/api/v2/connections", token, new { connection_id = "c", conn_type = "http" });

        (await server.StatusAsync(HttpMethod.Patch, $"/api/v2/{path}", token, Json(Encoding.UTF8.GetBytes(body)))).ShouldBe(400);
        (await server.StatusAsync(HttpMethod.Get, $"/api/v2/{path.Split('/')[0]}/other", token)).ShouldBe(404);
        (await server.StatusAsync(HttpMethod.Get, $"/api/v2/{path}", token)).ShouldBe(200);
    }

    [Fact]
    public async Task Clients_that_never_finish_their_question_hold_up_nobody()
    {
        var slow = new List<Socket>();
        try
        {
            for (var count = 0; count < 300; count++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                slow.Add(socket);
                await socket.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);

                // half of them stop in the head, the others in the body
                await socket.SendAsync(Encoding.ASCII.GetBytes(count % 2 == 0
                    ? "GET /api/v2/pools HTTP/1.1\r\nHost: x\r\nX-Slow: "
                    : $"POST /api/v2/variables HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"));
            }

            (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", token)).ShouldBe(200);
            (await server.StatusAsync(HttpMethod.Post, "/api/v2/variables", token, new { key = "quick", value = "1" })).ShouldBe(201);
        }
        finally
        {
            slow.ForEach(static socket => socket.Dispose());
        }

        // what was begun and left is no failure of ours
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", token)).ShouldBe(200);
    }

    [Fact]
    public async Task What_is_secret_is_in_no_answer_and_in_no_log()
    {
        const string Secret = "very-secret-text";
        var connection = new { connection_id = "c", conn_type = "http", host = "there", password = Secret, extra = $$"""{"api_key": "{{Secret}}", "a": 1}""" };
        await server.JsonAsync(HttpMethod.Post, "/api/v2/connections", token, connection);
        await server.JsonAsync(HttpMethod.Post, "/api/v2/variables", token, new { key = "my_password", value = Secret });
        await server.JsonAsync(HttpMethod.Post, "/api/v2/variables", token, new { key = "plain", value = new { token = Secret } });
        await server.JsonAsync(HttpMethod.Patch, "/api/v2/connections/c", token, new { connection_id = "c", conn_type = "http", password = "***", host = "other" });

        string[] paths = ["/api/v2/connections", "/api/v2/connections/c", "/api/v2/variables", "/api/v2/variables/my_password", "/api/v2/eventLogs"];
        foreach (var path in paths)
        {
            (await server.JsonAsync(HttpMethod.Get, path, token)).ToJsonString().ShouldNotContain(Secret);
        }

        (await server.Stores.Connections.FindAsync("c", TestContext.Current.CancellationToken))!.Connection.Password.ShouldBe(Secret, "the mask that was sent back changed nothing");
        var events = (await server.JsonAsync(HttpMethod.Get, "/api/v2/eventLogs?order_by=-event_log_id&limit=1", token))["event_logs"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)events["event"]).ShouldBe("patch_connection");
        ((string?)events["owner"]).ShouldBe("admin");
    }

    [Fact]
    public async Task The_configuration_is_shown_to_nobody_unless_it_is_exposed()
    {
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/config", token)).ShouldBe(403);

        await using var open = await ApiServer.StartAsync(("AIRFLOW__API__EXPOSE_CONFIG", "non-sensitive-only"), ("AIRFLOW__API__SECRET_KEY", "very-secret-text"));
        var all = (await open.JsonAsync(HttpMethod.Get, "/api/v2/config", await open.TokenOfAsync("admin"))).ToJsonString();
        all.ShouldNotContain("very-secret-text");
        all.ShouldContain(" hidden ");
    }

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
