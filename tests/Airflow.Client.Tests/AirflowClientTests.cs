using System.Net;
using System.Text.Json.Nodes;

namespace Airflow.Client.Tests;

public class AirflowClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_goes_below_the_address_of_the_server_with_the_token()
    {
        using var server = new RecordingServer(200, """{"dag_id": "a/b", "is_paused": true, "tags": [], "owners": ["me"], "something_new": 1}""");
        using var client = new AirflowClient(server.Address, "secret");

        var dag = await client.Dag.GetDagAsync("a/b ü", Cancel);

        (dag.DagId, dag.IsPaused, dag.Owners.Single()).ShouldBe(("a/b", true, "me"));
        server.Asked.ShouldBe([("GET", "/base/api/v2/dags/a%2Fb%20%C3%BC", "Bearer secret", "")]);
    }

    [Fact]
    public async Task What_is_null_is_not_asked_for_and_lists_are_repeated()
    {
        using var server = new RecordingServer(200, """{"dags": [], "total_entries": 0}""");
        using var client = new AirflowClient(server.Address, "t");
        var since = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2));

        await client.Dag.GetDagsAsync(new GetDagsQuery { Tags = ["a", "b&c"], Paused = false, Limit = 5, DagRunStartDateGte = since }, Cancel);

        server.Asked.Single().Path.ShouldBe("/base/api/v2/dags?limit=5&tags=a&tags=b%26c&paused=false&dag_run_start_date_gte=2026-03-01T12%3A00%3A00.0000000%2B02%3A00");
    }

    [Fact]
    public async Task A_body_leaves_out_what_is_null_but_not_what_must_be_there()
    {
        using var server = new RecordingServer(200, "{}");
        using var client = new AirflowClient(server.Address, "t");

        await client.DagRun.TriggerDagRunAsync("d", new TriggerDagRunBody { LogicalDate = null, Conf = new JsonObject { ["a"] = 1 } }, Cancel);

        server.Asked.Single().Body.ShouldBe("""{"logical_date":null,"conf":{"a":1}}""");
    }

    [Theory]
    [InlineData(404, """{"detail": "The Dag with ID: `d` was not found"}""", "The Dag with ID: `d` was not found")]
    [InlineData(422, """{"detail": [{"loc": ["query", "limit"], "msg": "too small"}, {"loc": ["body"], "msg": "no"}]}""", "query.limit: too small; body: no")]
    [InlineData(409, """{"detail": {"reason": "Unique constraint violation", "statement": "hidden"}}""", "Unique constraint violation")]
    [InlineData(502, "<html>bad gateway</html>", "502 Bad Gateway")]
    [InlineData(500, "broken", "broken")]
    public async Task A_refusal_says_what_the_server_said(int status, string answer, string expected)
    {
        using var server = new RecordingServer(status, answer);
        using var client = new AirflowClient(server.Address, "t");

        var exception = await Should.ThrowAsync<AirflowApiException>(() => client.Pool.DeletePoolAsync("p", Cancel));

        (exception.Status, exception.Message).ShouldBe(((HttpStatusCode)status, expected));
    }

    [Fact]
    public async Task Signing_in_sends_name_and_password_and_uses_the_token()
    {
        using var server = new RecordingServer(201, """{"access_token": "given"}""");

        using var client = await AirflowClient.SignInAsync(server.Address, "ann", "pass", Cancel);
        await client.Variable.DeleteVariableAsync("v", Cancel);

        server.Asked.ShouldBe(
        [
            ("POST", "/base/auth/token", null, """{"username":"ann","password":"pass"}"""),
            ("DELETE", "/base/api/v2/variables/v", "Bearer given", ""),
        ]);
    }

    [Fact]
    public async Task What_is_answered_line_by_line_is_a_stream()
    {
        using var server = new RecordingServer(200, "{\"state\":\"running\"}\n{\"state\":\"success\"}\n");
        using var client = new AirflowClient(server.Address, "t");

        await using var stream = await client.DagRun.WaitDagRunUntilFinishedAsync("d", "r", new WaitDagRunUntilFinishedQuery { Interval = 1 }, Cancel);
        using var reader = new StreamReader(stream);

        (await reader.ReadToEndAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }
}
