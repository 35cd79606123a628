using System.Text.Json.Nodes;
using Airflow.Engine.Backfills;

namespace Airflow.Server.Tests.Api.Backfills;

/// <summary>Who may look at a backfill and change it.</summary>
public sealed class BackfillEndpointTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private ApiServer server = null!;
    private int id;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        id = (await server.Stores.Backfills.CreateAsync(
            new Backfill { DagId = "d", FromDate = Noon.AddDays(-2), ToDate = Noon, ReprocessBehavior = ReprocessBehavior.None, CreatedAt = Noon, UpdatedAt = Noon, DagRunConf = """{"a":1}""" },
            [],
            TestContext.Current.CancellationToken))!.Id;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("pause")]
    [InlineData("unpause")]
    [InlineData("cancel")]
    public async Task Whoever_may_only_look_may_not_change_one(string verb)
    {
        var viewer = await server.TokenOfAsync("viewer");

        (await server.StatusAsync(HttpMethod.Get, $"/api/v2/backfills/{id}", viewer)).ShouldBe(200);
        (await server.StatusAsync(HttpMethod.Put, $"/api/v2/backfills/{id}/{verb}", viewer)).ShouldBe(403);
        (await server.StatusAsync(HttpMethod.Put, $"/api/v2/backfills/{id + 1}/{verb}", viewer)).ShouldBe(404);
        (await server.StatusAsync(HttpMethod.Put, $"/api/v2/backfills/{id}/{verb}", await server.TokenOfAsync("op"))).ShouldBe(200);
    }

    [Fact]
    public async Task Pages_list_those_that_are_active()
    {
        var admin = await server.TokenOfAsync("admin");

        var active = await server.JsonAsync(HttpMethod.Get, "/ui/backfills?active=true", admin);
        await server.JsonAsync(HttpMethod.Put, $"/api/v2/backfills/{id}/cancel", admin);

        active["backfills"]!.AsArray().ShouldHaveSingleItem()!["dag_run_conf"]!.ToJsonString().ShouldBe("""{"a":1}""");
        ((int)(await server.JsonAsync(HttpMethod.Get, "/ui/backfills?dag_id=d&active=true", admin))["total_entries"]!).ShouldBe(0);
        ((int)(await server.JsonAsync(HttpMethod.Get, "/ui/backfills?active=false", admin))["total_entries"]!).ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"dag_id": "d", "from_date": "2026-01-01", "to_date": "2026-01-02T00:00:00"}""", 404)]
    [InlineData("""{"dag_id": "d", "from_date": "yesterday", "to_date": "2026-01-02T00:00:00"}""", 422)]
    [InlineData("""{"dag_id": "d", "from_date": true, "to_date": "2026-01-02T00:00:00Z"}""", 422)]
    [InlineData("""{"dag_id": "d", "from_date": "2026-01-01T00:00:00Z", "to_date": "2026-01-02T00:00:00Z", "reprocess_behavior": "all"}""", 422)]
    [InlineData("""{"dag_id": "d", "from_date": "2026-01-01T00:00:00Z", "to_date": "2026-01-02T00:00:00Z", "max_active_runs": 9999999999}""", 422)]
    [InlineData("""{"dag_id": "d", "from_date": "2026-01-01T00:00:00Z", "to_date": "2026-01-02T00:00:00Z", "is_paused": true}""", 422)]
    public async Task Dates_may_come_without_a_zone_and_the_rest_is_checked(string body, int status) =>
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/backfills/dry_run", await server.TokenOfAsync("op"), JsonNode.Parse(body))).ShouldBe(status);
}
