using Airflow.Engine.Backfills;
using Airflow.Engine.Runs;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>What the page of a DAG shows beside its details.</summary>
public sealed class DagPageTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private ApiServer server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        var dag = new Dag("d") { Schedule = "@daily", StartDate = new DateTime(2026, 1, 1) };
        dag.Task("a", static _ => { });
        await server.SaveDagAsync(dag);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_backfill_on_its_way_is_told_with_its_progress()
    {
        (await PageAsync("viewer"))["backfill"].ShouldBeNull();
        var asked = new Backfill { DagId = "d", FromDate = Noon.AddDays(-3), ToDate = Noon, ReprocessBehavior = ReprocessBehavior.None, CreatedAt = Noon, UpdatedAt = Noon };
        var made = (await server.Stores.Backfills.CreateAsync(asked, [Day(1), Day(2)], Cancel)).ShouldNotBeNull();

        var told = (await PageAsync("viewer"))["backfill"]!;
        ((int)told["id"]!, told["runs"]!.ToJsonString(), (bool)told["is_paused"]!).ShouldBe((made.Id, """{"queued":2}""", false));

        (await server.Stores.Backfills.CompleteAsync(made.Id, Noon, Cancel)).ShouldBeTrue();
        (await PageAsync("viewer"))["backfill"].ShouldBeNull();
    }

    [Fact]
    public async Task What_is_to_be_looked_after_is_a_list() => (await PageAsync("admin"))["warnings"]!.AsArray().ShouldBeEmpty();

    private async Task<System.Text.Json.Nodes.JsonNode> PageAsync(string user) => await server.JsonAsync(HttpMethod.Get, "/ui/dag/d", await server.TokenOfAsync(user));

    private static PlannedRun Day(int day) => new(
        new DagRun
        {
            DagId = "d",
            RunId = $"b{day}",
            RunType = RunType.Backfill,
            RunAfter = Noon.AddDays(-day),
            LogicalDate = Noon.AddDays(-day),
            TriggeredBy = "backfill",
        },
        IsReprocessed: false,
        null);
}
