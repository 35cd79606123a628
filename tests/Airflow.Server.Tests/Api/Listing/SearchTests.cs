using System.Globalization;
using System.Text.Json.Nodes;
using Airflow.Engine.Dags;
using Airflow.Engine.Runs;

namespace Airflow.Server.Tests.Api.Listing;

/// <summary>What the parameters of lists mean, as Airflow reads them.</summary>
public sealed class SearchTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private ApiServer server = null!;
    private string token = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        token = await server.TokenOfAsync("admin");
        foreach (var name in (string[])["api", "api_b", "api_z", "api_zz", "apj", "a|b"])
        {
            var dag = new Dag(name.Replace('|', '.')) { Tags = [name] };
            dag.Task("a", static _ => { });
            await server.SaveDagAsync(dag);
        }

        await RunAsync("r1", """{"tag": "Blue"}""", user: null, partition: "a|b");
        await RunAsync("r2", """{"tag": "blue_1"}""", user: "ann", partition: "ab");
        await RunAsync("r3", "{}", user: "bob", partition: null);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("api", "api api_b api_z api_zz")]
    [InlineData("api_", "api api_b api_z api_zz")]
    [InlineData("API", "")]
    [InlineData("api_b| apj ", "api_b apj")]
    [InlineData("~", "a.b api api_b api_z api_zz apj")]
    [InlineData("_", "a.b api api_b api_z api_zz apj")]
    [InlineData("api_z", "api_z api_zz")]
    public async Task A_beginning_counts_up_to_its_last_letter(string prefix, string found) => await ShouldListDagsAsync($"dag_id_prefix_pattern={Uri.EscapeDataString(prefix)}", found);

    [Theory]
    [InlineData("I_B", "api_b")]
    [InlineData("p%b", "api_b")]
    [InlineData(@"i\_", "api_b api_z api_zz")]
    [InlineData("i!", "")]
    [InlineData(" api", "")]
    [InlineData(" apj | zz", "api_zz apj")]
    [InlineData("|", "")]
    [InlineData("", "a.b api api_b api_z api_zz apj")]
    public async Task A_pattern_is_found_anywhere(string pattern, string found) => await ShouldListDagsAsync($"dag_id_pattern={Uri.EscapeDataString(pattern)}", found);

    [Theory]
    [InlineData("bundle_name=", 6)]
    [InlineData("owners=%25", 0)]
    [InlineData("owners=air", 6)]
    public async Task A_filter_without_a_letter_asks_for_nothing_and_owners_are_taken_for_what_they_are(string query, int count) =>
        (await DagsAsync(query)).Count.ShouldBe(count);

    [Theory]
    [InlineData("conf_contains=blue", "r2")]
    [InlineData("conf_contains=Blue", "r1")]
    [InlineData("conf_contains=blue%25", "")]
    [InlineData("partition_key_pattern=a|b", "r1")]
    [InlineData("partition_key_prefix_pattern=a|b", "r1")]
    [InlineData("partition_key_pattern=~", "r1 r2")]
    [InlineData("triggering_user_name_pattern=", "r2 r3")]
    [InlineData("triggering_user_name_prefix_pattern=~", "r2 r3")]
    [InlineData("duration_gte=0", "r1 r2 r3")]
    [InlineData("duration_gte=0.1", "")]
    [InlineData("start_date_gte=2026-03-01T12:00:00Z", "r1 r2 r3")]
    [InlineData("start_date_lte=2000-01-01T00:00:00Z", "")]
    [InlineData("end_date_lt=2999-01-01T00:00:00Z", "r1 r2 r3")]
    [InlineData("run_after_gte=1772366400", "r1 r2 r3")]
    [InlineData("bundle_version=", "r1 r2 r3")]
    [InlineData("order_by=--run_id", "r3 r2 r1")]
    [InlineData("order_by=run_type", "400")]
    [InlineData("order_by=partition_date", "r1 r2 r3")]
    [InlineData("limit=99999999999999999999", "r1 r2 r3")]
    [InlineData("limit=1.0", "r1")]
    [InlineData("partition_date_gte=2026-01-01", "400")]
    [InlineData("partition_date_gte=2026-01-01T01:00:00Z", "422")]
    public async Task Runs_are_chosen_as_Airflow_chooses_them(string query, string found)
    {
        using var answer = await server.SendAsync(HttpMethod.Get, $"/api/v2/dags/api/dagRuns?{query}", token);
        if (found.Length == 3 && char.IsDigit(found[0]))
        {
            ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture).ShouldBe(found);
            return;
        }

        var runs = (await server.JsonAsync(HttpMethod.Get, $"/api/v2/dags/api/dagRuns?{query}", token))["dag_runs"]!.AsArray();
        runs.Select(static run => (string?)run!["dag_run_id"]).ShouldBe(found.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Cursors_lead_through_a_list_and_back_and_are_written_as_in_Airflow()
    {
        var first = await PageAsync("");
        var second = await PageAsync((string)first["next_cursor"]!);
        var back = await PageAsync((string)second["previous_cursor"]!);

        ((string)first["next_cursor"]!).ShouldBe("kqJyMgI");
        first["previous_cursor"].ShouldBeNull();
        Ids(first).ShouldBe(["r1", "r2"]);
        Ids(second).ShouldBe(["r3"]);
        second["next_cursor"].ShouldBeNull();
        ((string)second["previous_cursor"]!).ShouldBe("~kqJyMwM");
        Ids(back).ShouldBe(["r1", "r2"]);
    }

    [Theory]
    [InlineData("@@@", "Invalid cursor token")]
    [InlineData("kQ", "Invalid cursor token")]
    [InlineData("AQ", "Invalid cursor token structure")]
    [InlineData("kA", "Cursor token does not match current query shape")]
    [InlineData("kgEC", "Invalid cursor token")]
    public async Task What_is_no_cursor_of_the_list_is_refused(string cursor, string detail)
    {
        using var answer = await server.SendAsync(HttpMethod.Get, $"/api/v2/dags/api/dagRuns?order_by=run_id&cursor={cursor}", token);

        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain($"\"{detail}\"");
    }

    [Theory]
    [InlineData("order_by=-state", "r3 r2 r1")]
    [InlineData("order_by=state&order_by=-run_after", "r1 r2 r3")]
    public async Task Those_that_are_alike_follow_the_direction_of_the_first_order(string query, string found) =>
        Ids(await server.JsonAsync(HttpMethod.Get, $"/api/v2/dags/api/dagRuns?{query}", token)).ShouldBe(found.Split(' '));

    [Theory]
    [InlineData("duration", 400)]
    [InlineData("partition_date", 400)]
    [InlineData("conf", 200)]
    [InlineData("", 200)]
    public async Task A_body_orders_by_less_than_a_query(string order, int status) =>
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/dags/~/dagRuns/list", token, new { order_by = order })).ShouldBe(status);

    [Fact]
    public async Task Tags_of_DAGs_that_are_gone_are_not_listed()
    {
        await server.Stores.Dags.SaveAsync([new ParsedFile { BundleName = "dags-folder", RelativePath = "api_b.cs", ParsedAt = server.Clock.GetUtcNow(), Dags = [] }], Cancel);

        var tags = (await server.JsonAsync(HttpMethod.Get, "/api/v2/dagTags", token))["tags"]!.AsArray().Select(static tag => (string?)tag);
        tags.ShouldBe(["api", "api_z", "api_zz", "apj", "a|b"]);
    }

    private static IEnumerable<string?> Ids(JsonNode page) => page["dag_runs"]!.AsArray().Select(static run => (string?)run!["dag_run_id"]);

    private Task<JsonNode> PageAsync(string cursor) =>
        server.JsonAsync(HttpMethod.Get, $"/api/v2/dags/api/dagRuns?order_by=run_id&limit=2&cursor={cursor}", token);

    private async Task ShouldListDagsAsync(string query, string found) => (await DagsAsync(query)).ShouldBe(found.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private async Task<IReadOnlyList<string?>> DagsAsync(string query) =>
        [.. (await server.JsonAsync(HttpMethod.Get, $"/api/v2/dags?{query}", token))["dags"]!.AsArray().Select(static dag => (string?)dag!["dag_id"])];

    private async Task RunAsync(string id, string conf, string? user, string? partition) => (await server.Stores.Runs.CreateAsync(
        new DagRun { DagId = "api", RunId = id, RunType = RunType.Manual, RunAfter = Noon, Conf = conf, TriggeringUserName = user, PartitionKey = partition }, Cancel)).ShouldBe(RunCreation.Created);
}
